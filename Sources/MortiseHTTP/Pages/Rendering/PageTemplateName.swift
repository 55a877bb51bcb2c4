#if HTTP
/// The templates: pages, and the parts that they share. Raw values name the files of an app's own.
enum PageTemplateName: String, Sendable, Hashable, CaseIterable {
    // Parts.
    case layout
    case problems
    case field
    case navigation
    // Pages.
    case logIn = "login"
    case register
    case checkMail = "check-mail"
    case forgotPassword = "forgot-password"
    case resetPassword = "reset-password"
    case resendVerification = "resend-verification"
    case verifyEmail = "verify-email"
    case changeEmail = "email-change"
    case undoEmailChange = "email-undo"
    case unlock
    case deadLink = "dead-link"
    case account
    case accountPassword = "account-password"
    case accountEmail = "account-email"
    case sessions = "account-sessions"
    case deleteAccount = "account-delete"
    case failure
}
#endif
