#if HTTP
/// What a page says of the form that led to it. It travels in a cookie for a moment, so that no link can put words into
/// a page, and only by its name.
enum Notice: String, Sendable, CaseIterable {
    case emailVerified = "email_verified"
    case passwordReset = "password_reset"
    case passwordChanged = "password_changed"
    case emailChangeSent = "email_change_sent"
    case emailChanged = "email_changed"
    case unlocked
    case loggedOut = "logged_out"
    case sessionEnded = "session_ended"
    case sessionsEnded = "sessions_ended"
    case profileSaved = "profile_saved"
    case accountDeleted = "account_deleted"

    static let lifetime: Duration = .seconds(60)

    var text: PageText {
        switch self {
        case .emailVerified: .noticeEmailVerified
        case .passwordReset: .noticePasswordReset
        case .passwordChanged: .noticePasswordChanged
        case .emailChangeSent: .noticeEmailChangeSent
        case .emailChanged: .noticeEmailChanged
        case .unlocked: .noticeUnlocked
        case .loggedOut: .noticeLoggedOut
        case .sessionEnded: .noticeSessionEnded
        case .sessionsEnded: .noticeSessionsEnded
        case .profileSaved: .noticeProfileSaved
        case .accountDeleted: .noticeAccountDeleted
        }
    }
}
#endif
