#if HTTP
import Hummingbird
import Mortise

extension PageVisit {
    private static let forgotten = PageForm(.forgotPassword, .forgotTitle, fields: [.email()])
    private static let resending = PageForm(.resendVerification, .resendTitle, fields: [.email()])

    func showForgottenPassword() -> Response { page(Self.forgotten) }

    func showResending() -> Response { page(Self.resending) }

    /// Mails a link that sets a password, if there is an account.
    func requestPasswordReset() async throws -> Response {
        try await mail(Self.forgotten, about: "reset") { [engine, context] email in
            try await engine.requestPasswordReset(email: email, in: context)
        }
    }

    /// Mails a link that verifies an address, if there is an account that needs one.
    func resendVerification() async throws -> Response {
        try await mail(Self.resending, about: "verification") { [engine, context] email in
            try await engine.resendVerification(email: email, in: context)
        }
    }

    private func mail(
        _ form: PageForm, about subject: String, _ request: @escaping @Sendable (String) async throws -> Void
    ) async throws -> Response {
        let posted = try await posted()
        return try await answer(form.filled(with: posted)) {
            var fields = Fields(posted)
            let email = fields.text("email", .email)
            try fields.finish()
            try await exchange.work { try await request(email) }
            return redirect(to: "/check-mail?about=\(subject)")
        }
    }
}
#endif
