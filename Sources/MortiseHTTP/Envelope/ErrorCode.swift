#if HTTP
import HTTPTypes

/// The stable codes of errors, which clients act on. Each has one status.
public enum ErrorCode: String, Sendable, Hashable, CaseIterable {
    /// The body is no strict JSON object, or the request is no valid HTTP.
    case badJSON = "bad_json"
    /// A one-time token is unknown, used or expired.
    case tokenInvalid = "token_invalid"
    /// A place in a list is unknown.
    case cursorInvalid = "cursor_invalid"
    /// There is no session, or no longer.
    case sessionRequired = "session_required"
    /// The session is good, but its owner has not proved who they are for too long.
    case reauthenticationRequired = "reauthentication_required"
    /// The address or the password is wrong.
    case invalidCredentials = "invalid_credentials"
    /// The request may come from a page of another site.
    case csrfFailed = "csrf_failed"
    /// The address is not verified yet.
    case emailUnverified = "email_unverified"
    /// There is no such route or thing.
    case notFound = "not_found"
    /// The route does not know the method.
    case methodNotAllowed = "method_not_allowed"
    /// The client took too long to send its request.
    case requestTimeout = "request_timeout"
    /// An account with the address exists.
    case emailTaken = "email_taken"
    /// The state of things does not allow it.
    case conflict
    /// The thing has changed since it was read.
    case versionMismatch = "version_mismatch"
    /// The body is longer than allowed.
    case bodyTooLarge = "body_too_large"
    /// The body is not declared as JSON in UTF-8.
    case unsupportedMediaType = "unsupported_media_type"
    /// Fields do not have the form they must have.
    case validationFailed = "validation_failed"
    /// The password breaks the rules.
    case weakPassword = "weak_password"
    /// The request must name the version it changes.
    case preconditionRequired = "precondition_required"
    /// There were too many requests.
    case rateLimited = "rate_limited"
    /// The request's target and header fields are longer than allowed.
    case headersTooLarge = "headers_too_large"
    /// A defect of the server; its log has the details.
    case `internal`
    /// The server has more work than it takes on.
    case overloaded
    /// The server cannot reach what it needs.
    case unavailable
    /// The server is not ready to serve.
    case notReady = "not_ready"

    /// The status of the code.
    var status: HTTPResponse.Status {
        switch self {
        case .badJSON, .tokenInvalid, .cursorInvalid: .badRequest
        case .sessionRequired, .reauthenticationRequired, .invalidCredentials: .unauthorized
        case .csrfFailed, .emailUnverified: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .requestTimeout: .requestTimeout
        case .emailTaken, .conflict: .conflict
        case .versionMismatch: .preconditionFailed
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .validationFailed, .weakPassword: .unprocessableContent
        case .preconditionRequired: .preconditionRequired
        case .rateLimited: .tooManyRequests
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .internal: .internalServerError
        case .overloaded, .unavailable, .notReady: .serviceUnavailable
        }
    }
}
#endif
