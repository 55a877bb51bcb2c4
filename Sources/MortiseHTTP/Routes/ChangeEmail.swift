#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /email/change`: 202 for any address; its owner gets a link.
    func requestEmailChange() async throws -> Response {
        let token = try await authenticated().token
        var fields = try await fields()
        let password = fields.password("password")
        let email = fields.text("email")
        let device = device(&fields)
        try fields.finish()
        try await work { [engine, context] in
            try await engine.requestEmailChange(token, password: password, to: email, device: device, in: context)
        }
        return answer("confirmation_sent", .accepted)
    }

    /// `POST /email/change/confirm`: 200; the account has the new address and no session any more.
    func confirmEmailChange() async throws -> Response {
        let token = try await token()
        _ = try await work { [engine, context] in try await engine.confirmEmailChange(token: token, in: context) }
        return answer("changed")
    }

    /// `POST /email/change/undo`: 200; the account has its former address, and neither a session nor a password any more.
    func undoEmailChange() async throws -> Response {
        let token = try await token()
        try await work { [engine, context] in try await engine.undoEmailChange(token: token, in: context) }
        return answer("undone")
    }

    /// The body of a route that takes nothing but a token from a mail.
    func token() async throws -> String {
        var fields = try await fields()
        let token = fields.text("token")
        try fields.finish()
        return token
    }
}
#endif
