#if HTTP
import HTTPTypes
import Hummingbird
import Logging
import Mortise
import NIOCore

/// Answers every request, in the order of checks of the contract: route, limit of the address, origin, then the route's own.
struct AuthResponder: Sendable {
    let service: APIService
    private let sharing: CrossOriginSharing
    private let telemetry: RequestTelemetry

    init(engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger) {
        service = APIService(engine: engine, configuration: configuration, logger: logger)
        sharing = CrossOriginSharing(allowed: configuration.allowedOrigins)
        telemetry = RequestTelemetry(service.table)
    }

    /// The answer to `request` from the other end of a connection.
    func respond(to request: Request, from peer: SocketAddress?) async -> Response {
        let start = ContinuousClock.now
        let context = Mortise.RequestContext(
            request.headers, peer: peer, proxies: service.configuration.trustedProxies)
        let found = service.table.endpoint(at: request.uri.path)
        let name = telemetry.name(of: request.method, at: found?.endpoint)
        // The pages of a prefix answer as pages, whatever the answer.
        let pages = service.pages.flatMap {
            $0.own(request.uri.path) && found?.endpoint.isPage != false ? $0 : nil
        }
        var response = await telemetry.spanning(name, request, in: context) {
            do {
                return try await answer(to: request, at: found?.endpoint, found?.parameter ?? "", in: context)
            } catch {
                let failure = Failure(error)
                service.log.record(error, as: failure, in: context)
                return pages?.failure(failure, for: request, requestID: context.requestID)
                    ?? .failure(failure, requestID: context.requestID)
            }
        }
        if pages == nil { sharing.apply(to: &response.headers, for: request.head) }
        if service.configuration.baseURL.origin.isSecure {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
        if request.method == .head { response = response.createHeadResponse() }
        let duration = ContinuousClock.now - start
        telemetry.record(name, response.status, took: duration)
        service.log.record(request.method, found?.endpoint.pattern, response.status, took: duration, in: context)
        return response
    }

    private func answer(
        to request: Request, at endpoint: RouteTable.Endpoint?, _ parameter: String,
        in context: Mortise.RequestContext
    ) async throws -> Response {
        guard let endpoint else { throw Failure(.notFound) }
        if request.method == .options { return options(of: endpoint, for: request, in: context) }
        guard let route = endpoint.route(for: request.method) else {
            throw Failure(.methodNotAllowed, allow: endpoint.methods)
        }
        let deadline = Deadline(after: service.configuration.limits.requestDeadline)
        let context = try await admit(to: route, by: deadline, in: context)
        let credential = Credential(request.headers, cookie: service.cookie)
        if route.base == .pages {
            guard route.method == .get || service.pages?.origin.allows(request.headers) == true else {
                throw Failure(.csrfFailed)
            }
        } else if route.method != .get {
            try service.originRule.check(request.headers, credential: credential, cookie: service.cookie)
        }
        let exchange = Exchange(
            service: service, request: request, parameter: parameter, context: context, credential: credential,
            deadline: deadline)
        return try await route.handler(exchange)
    }

    /// Counts the try where the route has a gate.
    private func admit(
        to route: Route, by deadline: Deadline, in context: Mortise.RequestContext
    ) async throws -> Mortise.RequestContext {
        guard let gate = route.gate else { return context }
        return try await deadline.run(orThrow: Failure(.unavailable, retryAfter: 1)) { [engine = service.engine] in
            try await engine.admit(gate, in: context)
        }
    }

    private func options(
        of endpoint: RouteTable.Endpoint, for request: Request, in context: Mortise.RequestContext
    ) -> Response {
        var response = Response.noContent(requestID: context.requestID)
        response.headers[.allow] = endpoint.methods
        if !endpoint.isPage {
            sharing.applyPreflight(to: &response.headers, for: request.head, methods: endpoint.methods)
        }
        return response
    }
}
#endif
