public import MortiseSQL

/// An entry of the audit log: written in the transaction of what it records, and never changed.
public struct AuditEvent: Sendable, Hashable {
    /// What happened.
    public enum Action: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// An account was registered, or its registration tried again.
        case registration = "REGISTRATION"
        /// A login.
        case loginSuccess = "LOGIN_SUCCESS"
        /// A login was refused.
        case loginFailed = "LOGIN_FAILED"
        /// A session ended at its user's wish.
        case logout = "LOGOUT"
        /// A session was ended by another one, or by an operator.
        case sessionRevoked = "SESSION_REVOKED"
        /// A password hash was renewed at a higher cost.
        case passwordRehashed = "PASSWORD_REHASHED"
    }

    /// Its identifier; identifiers sort by time.
    public let id: AuditEventID
    /// The user it is about; `nil` where the account is unknown.
    public let userID: UserID?
    /// Who did it: `user`, `anonymous`, `operator`, `system`.
    public let actor: Actor
    /// What happened.
    public let action: Action
    /// More about it, in a form that belongs to the action. Holds no personal data and no secret.
    public let details: JSON
    /// The client's address.
    public let clientAddress: IPAddress?
    /// What the client called itself.
    public let userAgent: String?
    /// The request.
    public let requestID: String
    /// When.
    public let createdAt: Instant

    /// Who did something.
    public enum Actor: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// Somebody who has not proved to be a user.
        case anonymous
        /// The user.
        case user
        /// An operator, on the command line or through the app.
        case `operator`
        /// The engine itself.
        case system
    }
}
