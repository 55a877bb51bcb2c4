#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /register`: 202 for any address, or, where accounts are revealed, 201 with the user or 409.
    func register() async throws -> Response {
        var fields = try await fields()
        let email = fields.text("email")
        let password = fields.password("password", confirmedBy: "password_confirmation")
        let attributes = fields.values(configuration.registrationFields)
        try fields.finish()
        do {
            let user = try await work { [engine, context] in
                try await engine.register(
                    email: email, password: password, attributes: attributes, in: context)
            }
            if configuration.revealsAccounts {
                return .success(.created, requestID: context.requestID) { $0.writeData(user) }
            }
        } catch let error as AuthError where error.code == .emailTaken && !configuration.revealsAccounts {
            // To a stranger, a known address is as good as a new one.
        }
        return answer("verification_sent", .accepted)
    }
}
#endif
