#if HTTP
/// A route, by name: what an app switches on and off.
public enum RouteName: String, Sendable, Hashable, CaseIterable {
    /// `POST /register`
    case register
    /// `POST /login`
    case logIn = "login"
    /// `POST /logout`
    case logOut = "logout"
    /// `GET /session`
    case session
    /// `GET /sessions`
    case sessions
    /// `DELETE /sessions/{id}`
    case revokeSession = "revoke-session"
    /// `POST /reset-password`
    case requestPasswordReset = "reset-password"
    /// `POST /reset-password/confirm`
    case resetPassword = "reset-password-confirm"
    /// `GET /verify-email/{token}`
    case showVerification = "show-verification"
    /// `POST /verify-email/{token}`
    case verifyEmail = "verify-email"
    /// `POST /verify-email/resend`
    case resendVerification = "verify-email-resend"
    /// `POST /password/change`
    case changePassword = "password-change"
    /// `POST /email/change`
    case requestEmailChange = "email-change"
    /// `POST /email/change/confirm`
    case confirmEmailChange = "email-change-confirm"
    /// `POST /email/change/undo`
    case undoEmailChange = "email-change-undo"
    /// `GET /me`
    case account = "me"
    /// `PATCH /me`
    case updateAccount = "update-me"
    /// `DELETE /me`
    case deleteAccount = "delete-me"
    /// `POST /unlock`
    case unlock
    /// `GET /livez`, at the root
    case liveness = "livez"
    /// `GET /readyz`, at the root
    case readiness = "readyz"
    /// `GET /metrics`, at the root, where ``HTTPConfiguration/metrics`` is set
    case metrics
    /// `GET /openapi.yaml`, at the root
    case openAPI = "openapi"
    /// The hosted pages, all of them
    case pages
}
#endif
