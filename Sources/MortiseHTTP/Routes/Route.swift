#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// One method of one path: where it is, what it takes and answers, and who answers it.
struct Route: Sendable {
    /// Where a path begins.
    enum Base: Sendable {
        /// Below the prefix of the configuration.
        case prefix
        /// Below the prefix of the pages.
        case pages
        /// At the root.
        case root
    }

    let name: RouteName
    let method: HTTPRequest.Method
    let base: Base
    /// The path. Its last segment may be a name in braces, which stands for any one segment.
    let path: String
    /// Where the tries of a client address are counted before anything else of the request is looked at.
    let gate: Gate?
    /// The form of that segment.
    private(set) var parameter: Schema?
    /// What the document tells of it; nil for what is no part of the API, as a page.
    private(set) var description: RouteDescription?
    let handler: @Sendable (Exchange) async throws -> Response

    /// A route that the document does not tell of.
    ///
    /// - Parameter gate: Its gate, where its name does not say.
    init(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, base: Base = .prefix, gate: Gate? = nil,
        handler: @escaping @Sendable (Exchange) async throws -> Response
    ) {
        self.name = name
        self.method = method
        self.base = base
        self.path = path
        self.gate = gate ?? name.gate
        self.handler = handler
    }

    /// Every route there is.
    static let all = [
        register, logIn, logOut, session, sessions, revokeSession, requestPasswordReset, resetPassword,
        showVerification, verifyEmail, resendVerification, changePassword, requestEmailChange, confirmEmailChange,
        undoEmailChange, account, updateAccount, deleteAccount, unlock, liveness, readiness, metrics, openAPI,
    ]
}

extension Route {
    /// A route without a body.
    init(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, base: Base = .prefix,
        parameter: Schema? = nil, _ summary: String, answers: [Success], errors: [ErrorCode] = [],
        failureData: Schema? = nil, handler: @escaping @Sendable (Exchange) async throws -> Response
    ) {
        self.init(name, method, path, base: base, handler: handler)
        self.parameter = parameter
        description = RouteDescription(summary: summary, answers: answers, errors: errors, failureData: failureData)
    }

    /// A route for whoever has a session.
    init(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, parameter: Schema? = nil, _ summary: String,
        answers: [Success], errors: [ErrorCode] = [],
        handler: @escaping @Sendable (Exchange, Caller) async throws -> Response
    ) {
        self.init(name, method, path) { try await handler($0, try await $0.caller()) }
        self.parameter = parameter
        description = RouteDescription(summary: summary, session: .required, answers: answers, errors: errors)
    }

    /// A route that reads a body.
    init<Body: BodyFields>(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, parameter: Schema? = nil, _ summary: String,
        body: Body.Type, isOptional: Bool = false, takesSession: Bool = false, answers: [Success],
        errors: [ErrorCode] = [], handler: @escaping @Sendable (Exchange, Body) async throws -> Response
    ) {
        self.init(name, method, path) { exchange in
            if takesSession, case .badAuthorization = exchange.credential { throw Failure(.sessionRequired) }
            return try await handler(exchange, try await exchange.read(body, isOptional: isOptional))
        }
        self.parameter = parameter
        description = RouteDescription(
            summary: summary, session: takesSession ? .optional : .none,
            body: .init(fields: Body.described, isOptional: isOptional), answers: answers, errors: errors)
    }

    /// A route that reads a body, for whoever has a session.
    init<Body: BodyFields>(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, _ summary: String,
        takesPrecondition: Bool = false, body: Body.Type, answers: [Success], errors: [ErrorCode] = [],
        handler: @escaping @Sendable (Exchange, Caller, Body) async throws -> Response
    ) {
        self.init(name, method, path) { exchange in
            let caller = try await exchange.caller()
            if takesPrecondition { _ = try exchange.precondition() }
            return try await handler(exchange, caller, try await exchange.read(body))
        }
        description = RouteDescription(
            summary: summary, session: .required, takesPrecondition: takesPrecondition,
            body: .init(fields: Body.described, isOptional: false), answers: answers, errors: errors)
    }
}
#endif
