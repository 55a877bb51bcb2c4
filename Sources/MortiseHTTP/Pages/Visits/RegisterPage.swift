#if HTTP
import Hummingbird
import Mortise

extension PageVisit {
    private static let form = PageForm(
        .register, .registerTitle, fields: [.email(), .newPassword(.passwordLabel), .confirmation])

    func showRegistration() -> Response { page(Self.form) }

    /// Registers an address; to a stranger a known one is as good as a new one, unless accounts are revealed.
    func register() async throws -> Response {
        let posted = try await posted()
        return try await answer(Self.form.filled(with: posted)) {
            var fields = Fields(posted)
            let email = fields.text("email", .email)
            let password = fields.password("password", confirmedBy: "password_confirmation")
            try fields.finish()
            do {
                _ = try await exchange.work { [engine, context] in
                    try await engine.register(email: email, password: password, in: context)
                }
            } catch let error as AuthError
                where error.code == .emailTaken && !exchange.configuration.revealsAccounts
            {
                // Its owner gets a mail that says so.
            }
            return redirect(to: "/check-mail?about=verification")
        }
    }
}
#endif
