import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Invariant 3: a task holds at most one connection, and nothing slow happens while it does.
@Suite struct ConnectionGuardTests {
    @Test(arguments: TestBackend.available)
    func `no flow runs within a transaction of the same task`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            let auth = test.auth
            try await auth.database.transaction { _ in
                for flow in [
                    { _ = try await auth.authenticate(signIn.token) },
                    { _ = try await auth.logIn(email: "ada@example.com", password: good, in: .init()) },
                    { _ = try await auth.register(email: "bob@example.com", password: good, in: .init()) },
                    { _ = try await auth.logOut(signIn.token, in: .init()) },
                ] as [@Sendable () async throws -> Void] {
                    do {
                        try await flow()
                        Issue.record("it was allowed")
                    } catch let error as AuthError {
                        #expect((error.underlying as? DatabaseError)?.code == .misuse)
                    }
                }
            }
            #expect(try await test.alive([signIn]) == [true])
        }
    }

    @Test(arguments: TestBackend.available)
    func `child tasks are kept to it as well`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let auth = test.auth
            let refusals = try await auth.database.transaction { _ in
                await race(4) { _ in _ = try await auth.users() }.errors.count
            }
            #expect(refusals == 4)
        }
    }
}
