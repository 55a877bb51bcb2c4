#if HTTP
import HTTPTypes
import Hummingbird
import Logging
import Mortise
import NIOCore

/// Answers every request, in the order of checks of the contract: route, limit of the address, origin, then the route's own.
struct AuthResponder: Sendable {
    let engine: AuthEngine
    let configuration: HTTPConfiguration
    let table: RouteTable
    private let cookie: Cookie
    private let deviceCookie: Cookie
    private let originRule: OriginRule
    private let sharing: CrossOriginSharing
    private let log: ServerLog

    init(engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger) {
        self.engine = engine
        self.configuration = configuration
        table = RouteTable(configuration)
        cookie = .session(configuration.baseURL)
        deviceCookie = .device(configuration.baseURL)
        originRule = OriginRule(own: configuration.baseURL.origin, allowed: configuration.allowedOrigins)
        sharing = CrossOriginSharing(allowed: configuration.allowedOrigins)
        log = ServerLog(logger: logger)
    }

    /// The answer to `request` from the other end of a connection.
    func respond(to request: Request, from peer: SocketAddress?) async -> Response {
        let start = ContinuousClock.now
        let context = Mortise.RequestContext(request.headers, peer: peer, proxies: configuration.trustedProxies)
        let found = table.endpoint(at: request.uri.path)
        var response: Response
        do {
            response = try await answer(to: request, at: found?.endpoint, found?.parameter ?? "", in: context)
        } catch {
            let failure = Failure(error)
            log.record(error, as: failure, in: context)
            response = .failure(failure, requestID: context.requestID)
        }
        sharing.apply(to: &response.headers, for: request.head)
        if request.method == .head { response = response.createHeadResponse() }
        log.record(request.method, found?.endpoint.pattern, response.status, since: start, in: context)
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
        let deadline = Deadline(after: configuration.limits.requestDeadline)
        let context = try await admit(to: route, by: deadline, in: context)
        let credential = Credential(request.headers, cookie: cookie)
        if route.method != .get { try checkOrigin(of: request, credential: credential) }
        let exchange = Exchange(
            engine: engine, configuration: configuration, cookie: cookie, deviceCookie: deviceCookie,
            request: request, parameter: parameter, context: context, credential: credential,
            deadline: deadline, log: log)
        return try await route.handler(exchange)
    }

    /// Counts the try where the route has a gate.
    private func admit(
        to route: Route, by deadline: Deadline, in context: Mortise.RequestContext
    ) async throws -> Mortise.RequestContext {
        guard let gate = route.name.gate else { return context }
        return try await deadline.run(orThrow: Failure(.unavailable, retryAfter: 1)) { [engine] in
            try await engine.admit(gate, in: context)
        }
    }

    private func options(
        of endpoint: RouteTable.Endpoint, for request: Request, in context: Mortise.RequestContext
    ) -> Response {
        var response = Response.noContent(requestID: context.requestID)
        response.headers[.allow] = endpoint.methods
        sharing.applyPreflight(to: &response.headers, for: request.head, methods: endpoint.methods)
        return response
    }

    private func checkOrigin(of request: Request, credential: Credential) throws(Failure) {
        var evidence = OriginRule.Evidence(
            origin: request.headers[values: .origin], fetchSite: request.headers[values: .secFetchSite])
        evidence.hasCookie = !cookie.values(in: request.headers).isEmpty
        if case .bearer = credential { evidence.hasBearer = true }
        guard originRule.allows(evidence) else { throw Failure(.csrfFailed) }
    }
}
#endif
