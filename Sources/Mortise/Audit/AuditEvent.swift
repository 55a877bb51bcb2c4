public import MortiseSQL

/// An entry of the audit log: written in the transaction of what it records, and never changed.
public struct AuditEvent: Sendable, Hashable {
    /// What happened.
    public enum Action: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// An account was registered, or its registration tried again.
        case registration = "REGISTRATION"
        /// A login.
        case loginSuccess = "LOGIN_SUCCESS"
        /// A password was refused: at a login, or where one was asked for again.
        case loginFailed = "LOGIN_FAILED"
        /// A session ended at its user's wish.
        case logout = "LOGOUT"
        /// A session was ended by another one, or by an operator.
        case sessionRevoked = "SESSION_REVOKED"
        /// A password reset was asked for.
        case passwordResetRequest = "PASSWORD_RESET_REQUEST"
        /// A password was reset with a token.
        case passwordResetSuccess = "PASSWORD_RESET_SUCCESS"
        /// A password was changed by its owner or set by an operator.
        case passwordChanged = "PASSWORD_CHANGED"
        /// A password hash was renewed at another cost.
        case passwordRehashed = "PASSWORD_REHASHED"
        /// A link to verify an address was asked for.
        case emailVerificationRequest = "EMAIL_VERIFICATION_REQUEST"
        /// An address was verified.
        case emailVerificationSuccess = "EMAIL_VERIFICATION_SUCCESS"
        /// A change of address was asked for.
        case emailChangeRequest = "EMAIL_CHANGE_REQUEST"
        /// A new address was confirmed.
        case emailChanged = "EMAIL_CHANGED"
        /// A change of address was taken back.
        case emailChangeUndone = "EMAIL_CHANGE_UNDONE"
        /// An account was locked after too many failures.
        case accountLocked = "ACCOUNT_LOCKED"
        /// A lock was lifted.
        case accountUnlocked = "ACCOUNT_UNLOCKED"
        /// An account was deactivated.
        case accountDeactivated = "ACCOUNT_DEACTIVATED"
        /// A deactivated account was activated.
        case accountActivated = "ACCOUNT_ACTIVATED"
        /// An account was deleted; it can be restored until it is purged.
        case accountDeleted = "ACCOUNT_DELETED"
        /// A deleted account was restored.
        case accountRestored = "ACCOUNT_RESTORED"
        /// A deleted account was removed with its personal data.
        case accountPurged = "ACCOUNT_PURGED"
        /// The name of an account was changed.
        case profileUpdated = "PROFILE_UPDATED"
        /// A token from a mail was refused where it was to be used.
        case tokenRefused = "TOKEN_REFUSED"
        /// A try ran into a limit.
        case rateLimited = "RATE_LIMITED"
        /// A hook of the app refused what was about to happen.
        case vetoed = "VETOED"
        /// A key of the keyring makes everything new from now on.
        case keyActivated = "KEY_ACTIVATED"
        /// Stored values were moved to the active key.
        case keysRotated = "KEYS_ROTATED"
        /// A retired key was dropped: nothing is read with it any more.
        case keyDropped = "KEY_DROPPED"
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
