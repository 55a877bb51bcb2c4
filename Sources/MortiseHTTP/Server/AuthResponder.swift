#if HTTP
import HTTPTypes
import Hummingbird
import Logging
import Mortise
import NIOCore

/// Answers every request, in the order of checks of the contract: route, origin, then the route's own.
struct AuthResponder: Sendable {
    let engine: AuthEngine
    let configuration: HTTPConfiguration
    let table: RouteTable
    private let cookie: Cookie
    private let deviceCookie: Cookie
    private let originRule: OriginRule
    private let sharing: CrossOriginSharing
    private let log: ServerLog
    private let pages: HostedPages?

    init(engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger) {
        self.engine = engine
        self.configuration = configuration
        table = RouteTable(configuration)
        cookie = .session(configuration.baseURL)
        deviceCookie = .device(configuration.baseURL)
        originRule = OriginRule(own: configuration.baseURL.origin, allowed: configuration.allowedOrigins)
        sharing = CrossOriginSharing(allowed: configuration.allowedOrigins)
        log = ServerLog(logger: logger)
        pages =
            configuration.routes.contains(.pages) ? HostedPages(configuration, engine: engine.configuration) : nil
    }

    /// The answer to `request` from the other end of a connection.
    func respond(to request: Request, from peer: SocketAddress?) async -> Response {
        let start = ContinuousClock.now
        let context = Mortise.RequestContext(request.headers, peer: peer, proxies: configuration.trustedProxies)
        let found = table.endpoint(at: request.uri.path)
        // The pages of a prefix answer as pages, whatever the answer.
        let pages = pages.flatMap { $0.own(request.uri.path) && found?.endpoint.isPage != false ? $0 : nil }
        var response: Response
        do {
            response = try await answer(to: request, at: found?.endpoint, found?.parameter ?? "", in: context)
        } catch {
            let failure = Failure(error)
            log.record(error, as: failure, in: context)
            response =
                pages?.failure(failure, for: request, requestID: context.requestID)
                ?? .failure(failure, requestID: context.requestID)
        }
        if pages == nil { sharing.apply(to: &response.headers, for: request.head) }
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
        let credential = Credential(request.headers, cookie: cookie)
        if route.base == .pages {
            guard route.method == .get || pages?.origin.allows(request.headers) == true else {
                throw Failure(.csrfFailed)
            }
        } else if route.method != .get {
            try checkOrigin(of: request, credential: credential)
        }
        let exchange = Exchange(
            engine: engine, configuration: configuration, cookie: cookie, deviceCookie: deviceCookie,
            request: request, parameter: parameter, context: context, credential: credential,
            deadline: Deadline(after: configuration.limits.requestDeadline), log: log, pages: pages)
        return try await route.handler(exchange)
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

    private func checkOrigin(of request: Request, credential: Credential) throws(Failure) {
        var evidence = OriginRule.Evidence(
            origin: request.headers[values: .origin], fetchSite: request.headers[values: .secFetchSite])
        evidence.hasCookie = !cookie.values(in: request.headers).isEmpty
        if case .bearer = credential { evidence.hasBearer = true }
        guard originRule.allows(evidence) else { throw Failure(.csrfFailed) }
    }
}
#endif
