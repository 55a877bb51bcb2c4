#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let openAPI = Route(
        .openAPI, .get, "/openapi.yaml", base: .root, "This document.",
        answers: [.text("application/yaml", "The routes that are served, in OpenAPI 3.1.")]
    ) { exchange in
        .text(exchange.service.document, "application/yaml", requestID: exchange.context.requestID)
    }

    static let metrics = Route(
        .metrics, .get, "/metrics", base: .root, "The metrics of the process, for clients of chosen networks.",
        answers: [
            .text("text/plain; version=0.0.4; charset=utf-8", "The metrics in the text format of Prometheus.")
        ],
        errors: [.notFound]
    ) { exchange in
        // To all others there is no such path.
        guard let page = exchange.configuration.metrics, page.isOpen(to: exchange.context.clientAddress) else {
            throw Failure(.notFound)
        }
        return .text(
            page.text(), "text/plain; version=0.0.4; charset=utf-8", requestID: exchange.context.requestID)
    }
}
#endif
