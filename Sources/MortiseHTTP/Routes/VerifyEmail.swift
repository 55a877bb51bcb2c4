#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let showVerification = Route(
        .showVerification, .get, "/verify-email/{token}", parameter: .mailedToken,
        "Whether a token would verify an address. It is not used up, for mail scanners open links, unless configured.",
        answers: [.ok(.status("valid", "verified"), "It would, or it has where that is configured.")],
        errors: [.tokenInvalid]
    ) { exchange in
        let token = exchange.parameter
        if exchange.configuration.consumesOnGet && exchange.request.method == .get {
            _ = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
                try await engine.verifyEmail(token: token, in: context)
            }
            return exchange.answer("verified")
        }
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.checkToken(token, for: .verifyEmail, in: context)
        }
        return exchange.answer("valid")
    }

    static let verifyEmail = Route(
        .verifyEmail, .post, "/verify-email/{token}", parameter: .mailedToken, "Verifies an address.",
        body: NoFields.self, isOptional: true, answers: [.ok(.status("verified"), "The address is verified.")],
        errors: [.tokenInvalid]
    ) { exchange, _ in
        let token = exchange.parameter
        _ = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.verifyEmail(token: token, in: context)
        }
        return exchange.answer("verified")
    }

    static let resendVerification = Route(
        .resendVerification, .post, "/verify-email/resend", "Asks for another link that verifies an address.",
        body: AddressFields.self, answers: [.accepted("verification_sent", "The same for every address.")]
    ) { exchange, body in
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.resendVerification(email: body.email, in: context)
        }
        return exchange.answer("verification_sent", .accepted)
    }
}
#endif
