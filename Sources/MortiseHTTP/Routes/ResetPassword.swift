#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /reset-password`: 202 for any address.
    func requestPasswordReset() async throws -> Response {
        var fields = try await fields()
        let email = fields.text("email")
        try fields.finish()
        try await work { [engine, context] in try await engine.requestPasswordReset(email: email, in: context) }
        return answer("reset_sent", .accepted)
    }

    /// `POST /reset-password/confirm`: 204; the account has the new password and no session any more.
    func resetPassword() async throws -> Response {
        var fields = try await fields()
        let token = fields.text("token")
        let password = fields.password("password", confirmedBy: "password_confirmation")
        try fields.finish()
        try await work { [engine, context] in
            try await engine.resetPassword(token: token, password: password, in: context)
        }
        return .noContent(requestID: context.requestID)
    }
}
#endif
