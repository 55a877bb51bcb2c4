#if HTTP
import CoreMetrics
import HTTPTypes
import Hummingbird
import Mortise
import MortiseSQL
import Tracing

/// What is told of requests beside the log: a counter and a timer for each route, a span for each request.
///
/// Routes are told by method and pattern, so that no path, which may hold a token, gets out. The metrics backend and
/// the tracer are those in force when it is made; where there is none, nothing is made and nothing recorded.
struct RequestTelemetry: Sendable {
    private let routes: [String: RouteMetrics]?
    private let tracer: (any Tracer)?

    init(_ table: RouteTable) {
        let factory = MetricsSystem.factory
        if factory is NOOPMetricsHandler {
            routes = nil
        } else {
            var routes = [Self.unknown: RouteMetrics(Self.unknown, statuses: [204, 404, 405], factory)]
            for endpoint in table.all {
                for route in endpoint.all {
                    let name = "\(route.method.rawValue) \(endpoint.pattern)"
                    routes[name] = RouteMetrics(name, statuses: route.statuses, factory)
                }
            }
            self.routes = routes
        }
        let tracer = InstrumentationSystem.tracer
        self.tracer = tracer is NoOpTracer ? nil : tracer
    }

    private static let unknown = "none"

    /// What a request is told by: one of a small set of names, whatever the client sends.
    func name(of method: HTTPRequest.Method, at endpoint: RouteTable.Endpoint?) -> String {
        guard routes != nil || tracer != nil, let endpoint, let route = endpoint.route(for: method) else {
            return Self.unknown
        }
        return "\(route.method.rawValue) \(endpoint.pattern)"
    }

    /// Counts an answered request.
    func record(_ name: String, _ status: HTTPResponse.Status, took duration: Duration) {
        routes?[name]?.record(status.code, took: duration)
    }

    /// Runs `body` in a span, below the one that the client names (W3C Trace Context), if it names one.
    func spanning(
        _ name: String, _ request: Request, in context: Mortise.RequestContext, _ body: () async -> Response
    ) async -> Response {
        guard let tracer else { return await body() }
        var parent = ServiceContext.topLevel
        tracer.extract(request.headers, into: &parent, using: HeaderExtractor())
        let span = tracer.startAnySpan(name, context: parent, ofKind: .server)
        defer { span.end() }
        span.attributes["http.request.method"] = request.method.rawValue
        span.attributes["http.route"] = name
        span.attributes["mortise.request_id"] = context.requestID
        let response = await ServiceContext.$current.withValue(span.context) { await body() }
        span.attributes["http.response.status_code"] = response.status.code
        if response.status.kind == .serverError { span.setStatus(SpanStatus(code: .error)) }
        return response
    }
}

/// The counters and the timer of a route.
private struct RouteMetrics: Sendable {
    private let counters: [Int: Counter]
    private let others: Counter
    private let timer: CoreMetrics.Timer

    /// - Parameter statuses: Those that have a counter from the start, so that the first failure is seen as a rise.
    init(_ name: String, statuses: Set<Int>, _ factory: any MetricsFactory) {
        func counter(_ code: String) -> Counter {
            Counter(
                label: "mortise_http_requests_total", dimensions: [("route", name), ("code", code)], factory: factory)
        }
        counters = Dictionary(uniqueKeysWithValues: statuses.map { ($0, counter(String($0))) })
        others = counter("other")
        timer = Timer(
            label: "mortise_http_request_seconds", dimensions: [("route", name)], preferredDisplayUnit: .seconds,
            factory: factory)
    }

    func record(_ status: Int, took duration: Duration) {
        (counters[status] ?? others).increment()
        timer.recordNanoseconds(duration.microseconds * 1000)
    }
}

/// Reads the headers that carry a trace.
private struct HeaderExtractor: Extractor {
    func extract(key: String, from headers: HTTPFields) -> String? {
        HTTPField.Name(key).flatMap { headers[$0] }
    }
}
#endif
