#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let requestPasswordReset = Route(
        .requestPasswordReset, .post, "/reset-password", "Asks for a link that sets a new password.",
        body: AddressFields.self, answers: [.accepted("reset_sent", "The same for every address.")]
    ) { exchange, body in
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.requestPasswordReset(email: body.email, in: context)
        }
        return exchange.answer("reset_sent", .accepted)
    }

    static let resetPassword = Route(
        .resetPassword, .post, "/reset-password/confirm", "Sets a new password.", body: PasswordResetFields.self,
        answers: [.noContent("The account has the new password, and no session any more.")],
        errors: [.tokenInvalid, .weakPassword]
    ) { exchange, body in
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.resetPassword(token: body.token, password: body.password, in: context)
        }
        return .noContent(requestID: exchange.context.requestID)
    }
}

/// The body that sets a new password.
private struct PasswordResetFields: BodyFields {
    let token: String
    let password: Password

    init(_ fields: inout Fields) {
        token = fields.text("token", .mailedToken)
        password = fields.password("password", confirmedBy: "password_confirmation")
    }
}
#endif
