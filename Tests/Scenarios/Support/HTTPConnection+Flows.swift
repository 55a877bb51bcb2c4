#if CLI
import Mortise
import NIOHTTP1

extension HTTPConnection {
    /// A password that all accounts of a test share.
    static let password = "correct horse battery"

    /// Registers an account.
    func register(_ email: String) async throws -> Answer {
        try await request(
            .POST, "/api/auth/register", ["email": .string(email), "password": .string(Self.password)])
    }

    /// Logs in, for a token.
    func logIn(_ email: String) async throws -> Answer {
        try await request(
            .POST, "/api/auth/login",
            ["email": .string(email), "password": .string(Self.password), "session": "token"])
    }

    /// Asks whose session it is.
    func session(_ token: String) async throws -> Answer {
        try await request(.GET, "/api/auth/session", token: token)
    }
}

extension HTTPConnection.Answer {
    /// The token of a new session.
    var token: String? { body?["data"]?["session"]?["token"]?.stringValue }
}
#endif
