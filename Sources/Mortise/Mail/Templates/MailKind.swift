/// The mails that the engine sends. Raw values are stable: they name the files of templates and rows of the outbox.
public enum MailKind: String, Sendable, Hashable, CaseIterable {
    /// Asks a new account to verify its address.
    case verification
    /// Brings the link that sets a new password.
    case passwordReset = "password_reset"
    /// Says that the password was changed.
    case passwordChanged = "password_changed"
    /// To a new address: asks to confirm it.
    case emailChange = "email_change"
    /// To the old address: says that it was changed, and brings the link that takes that back.
    case emailChangeNotice = "email_change_notice"
    /// Says that an account was locked, and brings the link that lifts the lock.
    case unlock
    /// Says that somebody tried to register an address that has an account.
    case accountExists = "account_exists"
    /// Says that an address was registered twice before it was verified, so that no password holds any more.
    case passwordVoided = "password_voided"

    /// What the link of the mail is for; `nil` for one without.
    public var purpose: MailLinks.Purpose? {
        switch self {
        case .verification: .verifyEmail
        case .passwordReset: .resetPassword
        case .emailChange: .confirmEmailChange
        case .emailChangeNotice: .undoEmailChange
        case .unlock: .unlock
        case .passwordChanged, .accountExists, .passwordVoided: nil
        }
    }

    /// What its templates may name.
    var variables: Set<MailVariable> {
        purpose == nil ? [.app, .address, .time] : [.app, .address, .time, .link, .expires]
    }
}
