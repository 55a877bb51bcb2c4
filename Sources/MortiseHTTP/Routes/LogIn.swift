#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import MortiseSQL

extension Exchange {
    private enum Delivery: String {
        case cookie
        case token
    }

    /// `POST /login`: 200 with user and session; the token in the cookie, or in the body for a client that asks for it.
    func logIn() async throws -> Response {
        var fields = try await fields()
        let email = fields.text("email")
        let password = fields.password("password")
        let delivery = fields.choice("session", Delivery.self) ?? .cookie
        try fields.finish()
        let signIn = try await work { [engine, context] in
            try await engine.logIn(email: email, password: password, in: context)
        }
        let session = signIn.session
        switch delivery {
        case .token:
            return .success(requestID: context.requestID) {
                $0.writeData(signIn.user, session, token: signIn.token)
            }
        case .cookie:
            var response = Response.success(requestID: context.requestID) { $0.writeData(signIn.user, session) }
            let lifetime = session.expiresAt - session.createdAt
            response.headers[.setCookie] = cookie.setting(signIn.token, lifetime: lifetime)
            return response
        }
    }
}
#endif
