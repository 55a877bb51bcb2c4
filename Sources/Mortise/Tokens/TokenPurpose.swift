public import MortiseSQL

/// What a one-time token is good for. The purpose goes into its digest: a token proves nothing elsewhere.
public enum TokenPurpose: String, Sendable, Hashable, CaseIterable, SQLConvertible {
    /// Shows that its bearer reads the mail of the account's address.
    case verifyEmail = "verify_email"
    /// Sets a new password.
    case resetPassword = "reset_password"
    /// Makes a new address the account's.
    case changeEmail = "change_email"
    /// Gives the account its former address back.
    case undoEmailChange = "undo_email_change"
    /// Lifts a lock.
    case unlock
}
