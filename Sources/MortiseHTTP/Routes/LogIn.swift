#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    private enum Delivery: String {
        case cookie
        case token
    }

    /// `POST /login`: 200 with user and session; the tokens of session and device in cookies, or in the body for a client
    /// that asks for it.
    func logIn() async throws -> Response {
        var fields = try await fields()
        let email = fields.text("email")
        let password = fields.password("password")
        let delivery = fields.choice("session", Delivery.self) ?? .cookie
        let device = device(&fields)
        try fields.finish()
        let signIn = try await work { [engine, context] in
            try await engine.logIn(email: email, password: password, device: device, in: context)
        }
        switch delivery {
        case .token:
            return .success(requestID: context.requestID) { $0.writeData(signIn.user, signIn) }
        case .cookie:
            var response = Response.success(requestID: context.requestID) {
                $0.writeData(signIn.user, signIn.session)
            }
            setCookies(of: signIn, on: &response)
            return response
        }
    }
}
#endif
