#if HTTP
public import Hummingbird
public import Logging
public import Mortise

/// Turns away whoever has no session: 401 `session_required`.
public struct RequireSession<Context: AuthRequestContext>: RouterMiddleware {
    /// A middleware, to stand behind ``SessionMiddleware``.
    public init() {}

    /// Passes a request with a session on.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard context.auth.session != nil else { return context.auth.refusal(.sessionRequired) }
        return try await next(request, context)
    }
}

/// Turns away whoever has no session (401 `session_required`) or has not verified their address (403
/// `email_unverified`).
public struct RequireVerifiedEmail<Context: AuthRequestContext>: RouterMiddleware {
    /// A middleware, to stand behind ``SessionMiddleware``.
    public init() {}

    /// Passes a request of a user with a verified address on.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let user = context.auth.user else { return context.auth.refusal(.sessionRequired) }
        guard user.isVerified else { return context.auth.refusal(.emailUnverified) }
        return try await next(request, context)
    }
}

/// Turns away whoever has no session (401 `session_required`) or has not given their password for a while (401
/// `reauthentication_required`); a new login helps.
public struct RequireRecentAuthentication<Context: AuthRequestContext>: RouterMiddleware {
    private let engine: AuthEngine
    private let duration: Duration
    private let log: ServerLog

    /// A middleware, to stand behind ``SessionMiddleware``.
    ///
    /// - Parameters:
    ///   - engine: The engine that knows the sessions.
    ///   - duration: How long ago a password may have been given.
    ///   - logger: Where failures are told.
    public init(engine: AuthEngine, within duration: Duration, logger: Logger = Logger(label: "mortise.http")) {
        self.engine = engine
        self.duration = duration
        log = ServerLog(logger: logger)
    }

    /// Passes a request whose session is that fresh on.
    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let session = context.auth.session?.session else { return context.auth.refusal(.sessionRequired) }
        do {
            guard try await engine.hasAuthenticated(session, within: duration, in: context.auth.request) else {
                return context.auth.refusal(.reauthenticationRequired)
            }
        } catch {
            let failure = Failure(error)
            log.record(error, as: failure, in: context.auth.request)
            return .failure(failure, requestID: context.auth.request.requestID)
        }
        return try await next(request, context)
    }
}

extension RequestAuth {
    /// The refusal of a request, in the envelope.
    fileprivate func refusal(_ code: ErrorCode) -> Response {
        .failure(Failure(code), requestID: request.requestID)
    }
}
#endif
