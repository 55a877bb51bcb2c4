#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    /// The hosted pages: forms, and what they are sent to. They are no part of the API.
    static let pages = [
        Route(page: "", .get) { $0.redirect(to: "/account") },
        Route(page: "/login", .get) { try await $0.showLogIn() },
        Route(page: "/login", .post, gate: .logIn) { try await $0.logIn() },
        Route(page: "/logout", .post) { try await $0.logOut() },
        Route(page: "/register", .get) { $0.showRegistration() },
        Route(page: "/register", .post, gate: .register) { try await $0.register() },
        Route(page: "/check-mail", .get) { $0.showCheckMail() },
        Route(page: "/forgot-password", .get) { $0.showForgottenPassword() },
        Route(page: "/forgot-password", .post, gate: .requestPasswordReset) { try await $0.requestPasswordReset() },
        Route(page: "/reset-password/{token}", .get, gate: .useToken) { try await $0.showPasswordReset() },
        Route(page: "/reset-password/{token}", .post, gate: .useToken) { try await $0.resetPassword() },
        Route(page: "/verify-email", .get) { $0.showResending() },
        Route(page: "/verify-email", .post, gate: .resendVerification) { try await $0.resendVerification() },
        Route(page: "/verify-email/{token}", .get, gate: .useToken) { try await $0.showLink(.verifyEmail) },
        Route(page: "/verify-email/{token}", .post, gate: .useToken) { try await $0.follow(.verifyEmail) },
        Route(page: "/email-change/{token}", .get, gate: .useToken) { try await $0.showLink(.changeEmail) },
        Route(page: "/email-change/{token}", .post, gate: .useToken) { try await $0.follow(.changeEmail) },
        Route(page: "/email-undo/{token}", .get, gate: .useToken) { try await $0.showLink(.undoEmailChange) },
        Route(page: "/email-undo/{token}", .post, gate: .useToken) { try await $0.follow(.undoEmailChange) },
        Route(page: "/unlock/{token}", .get, gate: .useToken) { try await $0.showLink(.unlock) },
        Route(page: "/unlock/{token}", .post, gate: .useToken) { try await $0.follow(.unlock) },
        Route(page: "/account", .get) { try await $0.showProfile() },
        Route(page: "/account", .post) { try await $0.updateProfile() },
        Route(page: "/account/password", .get) { try await $0.showPasswordChange() },
        Route(page: "/account/password", .post, gate: .logIn) { try await $0.changePassword() },
        Route(page: "/account/email", .get) { try await $0.showEmailChange() },
        Route(page: "/account/email", .post, gate: .logIn) { try await $0.requestEmailChange() },
        Route(page: "/account/sessions", .get) { try await $0.showSessions() },
        Route(page: "/account/sessions", .post) { try await $0.endOtherSessions() },
        Route(page: "/account/sessions/{id}", .post) { try await $0.endSession() },
        Route(page: "/account/delete", .get) { try await $0.showDeletion() },
        Route(page: "/account/delete", .post, gate: .logIn) { try await $0.deleteAccount() },
        Route(page: "/style.css", .get) { visit in
            visit.pages.style.response(to: visit.exchange.request, requestID: visit.exchange.context.requestID)
        },
        Route(page: "/icon.svg", .get) { visit in
            visit.pages.icon.response(to: visit.exchange.request, requestID: visit.exchange.context.requestID)
        },
    ]

    private init(
        page path: String, _ method: HTTPRequest.Method, gate: Gate? = nil,
        handler: @escaping @Sendable (PageVisit) async throws -> Response
    ) {
        self.init(.pages, method, path, base: .pages, gate: gate) { exchange in
            guard let pages = exchange.service.pages else { throw Failure(.notFound) }
            return try await PageVisit(exchange, pages).answer(handler)
        }
    }
}
#endif
