import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// A flow whose account changes in the midst of its transaction. SQLite's single writer lets nobody in between.
@Suite struct OvertakenFlowTests {
    private static let backends = TestBackend.available.filter { $0 == .postgres }

    @Test(
        arguments: backends,
        [
            (TokenPurpose.verifyEmail, "users.verify"), (.resetPassword, "users.reset_password"),
            (.changeEmail, "users.change_email"),
        ])
    func `C3: a token whose account is cut off before its effect has none`(
        backend: TestBackend, overtaken: (purpose: TokenPurpose, statement: String)
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let token = try await test.mailed(overtaken.purpose, to: signIn)
            let before = try await test.auth.user(signIn.user.id)
            let node = try await overtakenNode(test, signIn.user.id, at: overtaken.statement)
            await expect(.tokenInvalid) {
                try await node.use(token, for: overtaken.purpose, in: .init(requestID: "overtaken"))
            }
            await node.close()
            #expect(try await test.auth.user(signIn.user.id) == before)
            let refused = try await test.auth.auditEvents(ofRequest: "overtaken")
            #expect(refused.map(\.action) == [.tokenRefused])
            let actions = try await test.auth.auditEvents(of: signIn.user.id).map(\.action)
            #expect(actions.prefix(2) == [.tokenRefused, .sessionRevoked], "nobody was in between")
        }
    }

    @Test(arguments: backends)
    func `C3: a login and a password change that are overtaken grant nothing`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let logIn = try await overtakenNode(test, mine.user.id, at: "users.record_login")
            await expect(.invalidCredentials) {
                _ = try await logIn.logIn(email: "ada@example.com", password: good, in: .init())
            }
            await logIn.close()
            let again = try await test.signIn()
            let change = try await overtakenNode(test, mine.user.id, at: "users.change_password")
            await expect(.conflict) {
                _ = try await change.changePassword(again.token, current: good, new: other, in: .init())
            }
            await change.close()
            #expect(try await test.auth.sessions(of: mine.user.id).isEmpty)
            _ = try await test.signIn()
        }
    }

    /// A node on which somebody ends all access to an account just before a statement.
    private func overtakenNode(_ test: TestEngine, _ user: UserID, at statement: String) async throws -> AuthEngine {
        let auth = test.auth
        let database = InterceptedDatabase(try await test.storage.source.open()) { (call) throws(DatabaseError) in
            guard call == .statement(statement) else { return }
            // A task of its own: this one holds a connection.
            let revocation = Task.detached { try await auth.revokeAllSessions(of: user, in: .init()) }
            guard case .success = await revocation.result else {
                throw DatabaseError(.unavailable, "nothing was revoked")
            }
        }
        return try await AuthEngine.open(
            .database(database), keyring: test.keyring, configuration: .quickToLock, clock: test.clock)
    }
}
