#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let changePassword = Route(
        .changePassword, .post, "/password/change", "Changes the password, and ends all sessions but a new one.",
        body: PasswordChangeFields.self,
        answers: [
            .ok(
                .newSession,
                "The only session that the account has now; its tokens in cookies, or here for a bearer.",
                headers: [.setCookie])
        ],
        errors: [.invalidCredentials, .weakPassword, .conflict]
    ) { exchange, caller, body in
        let device = exchange.device(body.device)
        let signIn = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.changePassword(
                caller.token, current: body.current, new: body.new, device: device, in: context)
        }
        // As the session came, so the new one goes.
        guard exchange.credential.isCookie else {
            return .success(requestID: exchange.context.requestID) { $0.writeData(signIn) }
        }
        var response = Response.success(requestID: exchange.context.requestID) { $0.writeData(signIn.session) }
        exchange.setCookies(of: signIn, on: &response)
        return response
    }
}

/// The body of a change of password.
private struct PasswordChangeFields: BodyFields {
    let current: Password
    let new: Password
    let device: DeviceToken?

    init(_ fields: inout Fields) {
        current = fields.password("current_password")
        new = fields.password("password")
        device = fields.device()
    }
}
#endif
