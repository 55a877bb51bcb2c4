#if HTTP
import HTTPTypes
public import Hummingbird
public import Logging
public import Mortise

/// Finds out who asks, for routes of an app's own: by the same cookie or bearer token, the same trusted proxies and the
/// same rule against requests from other sites (CSRF) as the routes of the API.
///
/// A request that proves no session passes, with no ``RequestAuth/session``; ``RequireSession`` turns it away. One that
/// would change something, and comes from another site with the cookie, is answered 403 `csrf_failed`; while the
/// database is away, one with a session is answered 503 `unavailable`. Each answer carries the `X-Request-Id`.
public struct SessionMiddleware<Context: AuthRequestContext>: RouterMiddleware {
    private let engine: AuthEngine
    private let proxies: [IPNetwork]
    private let cookie: Cookie
    private let originRule: OriginRule
    private let log: ServerLog

    /// A middleware.
    ///
    /// - Parameters:
    ///   - engine: The engine that knows the sessions.
    ///   - configuration: The one that the routes have: base URL, allowed origins and trusted proxies count.
    ///   - logger: Where failures are told.
    public init(
        engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger = Logger(label: "mortise.http")
    ) {
        self.engine = engine
        proxies = configuration.trustedProxies
        cookie = .session(configuration.baseURL)
        originRule = OriginRule(own: configuration.baseURL.origin, allowed: configuration.allowedOrigins)
        log = ServerLog(logger: logger)
    }

    /// Fills in who asks, and passes the request on.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.auth.request = Mortise.RequestContext(request.headers, peer: context.remoteAddress, proxies: proxies)
        let caller = context.auth.request
        do {
            let credential = Credential(request.headers, cookie: cookie)
            if ![.get, .head, .options].contains(request.method) {
                try originRule.check(request.headers, credential: credential, cookie: cookie)
            }
            if let token = credential.token {
                context.auth.session = try await authenticate(token, in: caller)
            }
        } catch {
            let failure = Failure(error)
            log.record(error, as: failure, in: caller)
            return .failure(failure, requestID: caller.requestID)
        }
        var response = try await next(request, context)
        response.headers[.xRequestID] = caller.requestID
        return response
    }

    private func authenticate(
        _ token: SessionToken, in caller: Mortise.RequestContext
    ) async throws(AuthError) -> AuthenticatedSession? {
        do {
            return try await engine.authenticate(token, in: caller)
        } catch {
            guard error.code == .sessionRequired else { throw error }
            return nil
        }
    }
}
#endif
