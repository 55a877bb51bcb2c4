#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `GET /verify-email/{token}`: 200 if the token would be accepted. It is not used up, for mail scanners open links,
    /// unless the configuration says so; by `HEAD` it never is.
    func showVerification() async throws -> Response {
        let token = parameter
        if configuration.consumesOnGet && request.method == .get {
            _ = try await work { [engine, context] in try await engine.verifyEmail(token: token, in: context) }
            return answer("verified")
        }
        try await work { [engine, context] in
            try await engine.checkToken(token, for: .verifyEmail, in: context)
        }
        return answer("valid")
    }

    /// `POST /verify-email/{token}`: 200; the address is verified.
    func verifyEmail() async throws -> Response {
        var fields = try await fields(isOptional: true)
        try fields.finish()
        let token = parameter
        _ = try await work { [engine, context] in try await engine.verifyEmail(token: token, in: context) }
        return answer("verified")
    }

    /// `POST /verify-email/resend`: 202 for any address.
    func resendVerification() async throws -> Response {
        var fields = try await fields()
        let email = fields.text("email")
        try fields.finish()
        try await work { [engine, context] in try await engine.resendVerification(email: email, in: context) }
        return answer("verification_sent", .accepted)
    }
}
#endif
