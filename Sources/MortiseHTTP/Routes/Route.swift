#if HTTP
import HTTPTypes
import Hummingbird

/// One method of one path.
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
    let handler: @Sendable (Exchange) async throws -> Response

    init(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, base: Base = .prefix,
        handler: @escaping @Sendable (Exchange) async throws -> Response
    ) {
        self.name = name
        self.method = method
        self.base = base
        self.path = path
        self.handler = handler
    }

    /// Every route there is.
    static let all = [
        Route(.register, .post, "/register") { try await $0.register() },
        Route(.logIn, .post, "/login") { try await $0.logIn() },
        Route(.logOut, .post, "/logout") { try await $0.logOut() },
        Route(.session, .get, "/session") { try await $0.showSession() },
        Route(.sessions, .get, "/sessions") { try await $0.listSessions() },
        Route(.revokeSession, .delete, "/sessions/{id}") { try await $0.revokeSession() },
        Route(.requestPasswordReset, .post, "/reset-password") { try await $0.requestPasswordReset() },
        Route(.resetPassword, .post, "/reset-password/confirm") { try await $0.resetPassword() },
        Route(.showVerification, .get, "/verify-email/{token}") { try await $0.showVerification() },
        Route(.verifyEmail, .post, "/verify-email/{token}") { try await $0.verifyEmail() },
        Route(.resendVerification, .post, "/verify-email/resend") { try await $0.resendVerification() },
        Route(.changePassword, .post, "/password/change") { try await $0.changePassword() },
        Route(.requestEmailChange, .post, "/email/change") { try await $0.requestEmailChange() },
        Route(.confirmEmailChange, .post, "/email/change/confirm") { try await $0.confirmEmailChange() },
        Route(.undoEmailChange, .post, "/email/change/undo") { try await $0.undoEmailChange() },
        Route(.account, .get, "/me") { try await $0.showAccount() },
        Route(.updateAccount, .patch, "/me") { try await $0.updateAccount() },
        Route(.deleteAccount, .delete, "/me") { try await $0.deleteAccount() },
        Route(.unlock, .post, "/unlock") { try await $0.unlock() },
        Route(.liveness, .get, "/livez", base: .root) { $0.showLiveness() },
        Route(.readiness, .get, "/readyz", base: .root) { try await $0.showReadiness() },
    ]
}
#endif
