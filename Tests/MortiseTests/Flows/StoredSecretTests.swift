import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// T17 S11: who reads the database can use nothing of it.
@Suite struct StoredSecretTests {
    @Test(arguments: TestBackend.available)
    func `T17: neither a mailed token, nor a session, nor an address stands anywhere in clear`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            // Before it is sent, the mail with its link is in the outbox.
            var stored = try await bytes(test)
            let token = try await test.mailed(.changeEmail, to: signIn)
            stored += try await bytes(test)
            #expect(stored.count > 8)
            let secrets =
                [token, signIn.token.reveal(), signIn.device.reveal(), "ada@example.com"]
                + test.mail.tokens(to: "ada@example.com")
            for secret in secrets {
                // The readable prefix and the key number are the same for all: what counts is the rest.
                let needle = Array(secret.utf8.suffix(20))
                for value in stored {
                    #expect(!value.contains(needle), "a secret is stored in clear")
                }
            }
        }
    }

    /// Every value of the tables that could hold a secret, as bytes.
    private func bytes(_ test: TestEngine) async throws -> [[UInt8]] {
        let database = test.database
        var all = try await database.all(
            Statement(once: "test.tokens", Select(Projection(oneTimeTokens.tokenDigest), from: oneTimeTokens)))
        all += try await database.all(
            Statement(once: "test.sessions", Select(Projection(sessions.tokenDigest), from: sessions)))
        all += try await database.all(
            Statement(once: "test.recipients", Select(Projection(outbox.recipientSealed), from: outbox)))
        all += try await database.all(
            Statement(once: "test.users", Select(Projection(users.emailSealed), from: users)))
        for payload in try await database.all(
            Statement(once: "test.mails", Select(Projection(outbox.payloadSealed), from: outbox)))
        { all.append(payload ?? []) }
        for payload in try await database.all(
            Statement(once: "test.payloads", Select(Projection(oneTimeTokens.payloadSealed), from: oneTimeTokens)))
        { all.append(payload ?? []) }
        return all
    }
}
