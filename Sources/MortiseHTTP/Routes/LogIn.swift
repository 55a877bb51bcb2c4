#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let logIn = Route(
        .logIn, .post, "/login", "Begins a session.", body: LogInFields.self,
        answers: [
            .ok(
                .signIn,
                "User and session; the tokens of session and device in cookies, or here for a client that asks for it.",
                headers: [.setCookie])
        ],
        errors: [.invalidCredentials, .emailUnverified]
    ) { exchange, body in
        let device = exchange.device(body.device)
        let signIn = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.logIn(email: body.email, password: body.password, device: device, in: context)
        }
        switch body.delivery {
        case .token:
            return .success(requestID: exchange.context.requestID) { $0.writeData(signIn.user, signIn) }
        case .cookie:
            var response = Response.success(requestID: exchange.context.requestID) {
                $0.writeData(signIn.user, signIn.session)
            }
            exchange.setCookies(of: signIn, on: &response)
            await exchange.endFormerSession()
            return response
        }
    }
}

/// The body of a login.
private struct LogInFields: BodyFields {
    enum Delivery: String, CaseIterable {
        case cookie
        case token
    }

    let email: String
    let password: Password
    let delivery: Delivery
    let device: DeviceToken?

    init(_ fields: inout Fields) {
        email = fields.text("email", .email)
        password = fields.password("password")
        delivery = fields.choice("session", Delivery.self) ?? .cookie
        device = fields.device()
    }
}
#endif
