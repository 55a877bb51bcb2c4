/// The one error of the engine's flows. Equal by ``code``; ``message`` is safe to show to anyone.
public struct AuthError: Error, Sendable {
    /// What went wrong.
    public enum Code: Sendable, Hashable {
        /// Input does not have the required form: for each field, the codes of what is wrong.
        case validationFailed([String: [FieldCode]])
        /// The password is refused by the rules: the codes of those it breaks.
        case weakPassword([FieldCode])
        /// An account with this address exists. Tell it to the app, not to strangers.
        case emailTaken
        /// The address or the password is wrong, or the account may not log in: outside, these are one.
        case invalidCredentials
        /// The password is right, the address not verified yet.
        case emailUnverified
        /// There is no session, or no longer.
        case sessionRequired
        /// There is no such thing, or not for this caller.
        case notFound
        /// The state of the account does not allow it.
        case conflict
        /// The token from a mail is unknown, used up, expired, or has been replaced: outside, these are one.
        case tokenInvalid
        /// The place in a list is none that a page of it has named.
        case cursorInvalid
        /// The account has changed since it was read.
        case versionMismatch
        /// Too many tries; worth another one after this many seconds.
        case rateLimited(retryAfter: Int)
        /// The engine has more work than it takes on; worth another try after this many seconds.
        case overloaded(retryAfter: Int)
        /// The database cannot serve now; worth another try after this many seconds.
        case unavailable(retryAfter: Int)
        /// The task was cancelled.
        case cancelled
        /// The keyring is missing, malformed, or not the one this database was made with. Nothing was written.
        case keyring
        /// The configuration contradicts itself, or has a value that is out of range. Nothing was opened.
        case configuration
        /// A defect of the engine or of the stored data; the log has the details.
        case `internal`
    }

    /// What went wrong.
    public let code: Code
    /// A sentence that is safe to show.
    public let message: String
    /// What is behind it, for logs; never holds a secret or a bound value.
    public let underlying: (any Error)?

    /// An error.
    public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }
}

extension AuthError.Code {
    /// The stable code that clients act on; also fit for a metric label.
    public var label: String {
        switch self {
        case .validationFailed: "validation_failed"
        case .weakPassword: "weak_password"
        case .emailTaken: "email_taken"
        case .invalidCredentials: "invalid_credentials"
        case .emailUnverified: "email_unverified"
        case .sessionRequired: "session_required"
        case .notFound: "not_found"
        case .tokenInvalid: "token_invalid"
        case .cursorInvalid: "cursor_invalid"
        case .versionMismatch: "version_mismatch"
        case .rateLimited: "rate_limited"
        case .conflict: "conflict"
        case .overloaded: "overloaded"
        case .unavailable: "unavailable"
        case .cancelled: "cancelled"
        case .keyring: "keyring"
        case .configuration: "configuration"
        case .internal: "internal"
        }
    }
}

extension AuthError: Equatable {
    /// Errors are equal when their codes are.
    public static func == (lhs: AuthError, rhs: AuthError) -> Bool { lhs.code == rhs.code }
}

extension AuthError: CustomStringConvertible {
    /// Code and message.
    public var description: String { "\(code.label): \(message)" }
}
