#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /password/change`: 200 with a new session, the only one that the account has now.
    func changePassword() async throws -> Response {
        let token = try await authenticated().token
        var fields = try await fields()
        let current = fields.password("current_password")
        let new = fields.password("password")
        let device = device(&fields)
        try fields.finish()
        let signIn = try await work { [engine, context] in
            try await engine.changePassword(token, current: current, new: new, device: device, in: context)
        }
        // As the session came, so the new one goes.
        guard credential.isCookie else {
            return .success(requestID: context.requestID) { $0.writeData(signIn) }
        }
        var response = Response.success(requestID: context.requestID) { $0.writeData(signIn.session) }
        setCookies(of: signIn, on: &response)
        return response
    }
}
#endif
