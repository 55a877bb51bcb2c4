#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let register = Route(
        .register, .post, "/register", "Makes an account; its owner gets a mail.", body: RegistrationFields.self,
        answers: [
            .accepted("verification_sent", "The same for every address, unless accounts are revealed."),
            .created(.user, "The account, where accounts are revealed."),
        ],
        errors: [.weakPassword, .emailTaken]
    ) { exchange, body in
        let isRevealing = exchange.configuration.revealsAccounts
        do {
            let user = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
                try await engine.register(
                    email: body.email, password: body.password, attributes: body.attributes, in: context)
            }
            if isRevealing {
                return .success(.created, requestID: exchange.context.requestID) { $0.writeData(user) }
            }
        } catch let error as AuthError where error.code == .emailTaken && !isRevealing {
            // To a stranger, a known address is as good as a new one.
        }
        return exchange.answer("verification_sent", .accepted)
    }
}

/// The body of a registration.
private struct RegistrationFields: BodyFields {
    let email: String
    let password: Password
    /// What the app's hooks get.
    let attributes: JSON.Object

    init(_ fields: inout Fields) {
        email = fields.text("email", .email)
        password = fields.password("password", confirmedBy: "password_confirmation")
        attributes = fields.attributes()
    }
}
#endif
