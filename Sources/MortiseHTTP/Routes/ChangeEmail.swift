#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let requestEmailChange = Route(
        .requestEmailChange, .post, "/email/change", "Asks for another address; its owner gets a link.",
        body: EmailChangeFields.self,
        answers: [.accepted("confirmation_sent", "The same for every address.")], errors: [.invalidCredentials]
    ) { exchange, caller, body in
        let device = exchange.device(body.device)
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.requestEmailChange(
                caller.token, password: body.password, to: body.email, device: device, in: context)
        }
        return exchange.answer("confirmation_sent", .accepted)
    }

    static let confirmEmailChange = Route(
        .confirmEmailChange, .post, "/email/change/confirm", "Makes the new address the account's.",
        body: TokenFields.self,
        answers: [.ok(.status("changed"), "The account has the new address, and no session any more.")],
        errors: [.tokenInvalid]
    ) { exchange, body in
        _ = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.confirmEmailChange(token: body.token, in: context)
        }
        return exchange.answer("changed")
    }

    static let undoEmailChange = Route(
        .undoEmailChange, .post, "/email/change/undo", "Gives the account its former address back.",
        body: TokenFields.self,
        answers: [
            .ok(
                .status("undone"),
                "The account has its former address, and neither a session nor a password any more.")
        ],
        errors: [.tokenInvalid]
    ) { exchange, body in
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.undoEmailChange(token: body.token, in: context)
        }
        return exchange.answer("undone")
    }
}

/// The body of a wish for another address.
private struct EmailChangeFields: BodyFields {
    let password: Password
    let email: String
    let device: DeviceToken?

    init(_ fields: inout Fields) {
        password = fields.password("password")
        email = fields.text("email", .email)
        device = fields.device()
    }
}
#endif
