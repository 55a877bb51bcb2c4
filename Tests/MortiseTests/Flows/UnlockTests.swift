import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct UnlockTests {
    @Test(arguments: TestBackend.available)
    func `a locked account refuses the right password as a wrong one, until the mailed link lifts the lock`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let token = try await test.mailed(.unlock, to: signIn)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init(requestID: "r"))
            }
            let refused = try await test.auth.auditEvents(ofRequest: "r").first
            #expect(refused?.details["reason"]?.stringValue == "locked")
            #expect(try await test.alive([signIn]) == [true], "a lock is about passwords")
            let failures = try #require(try await test.auth.loginFailures(of: signIn.user.id))
            #expect(failures.count >= 3 && failures.lastAt == test.clock.now)
            #expect(try #require(failures.lockedUntil) > test.clock.now)
            try await test.auth.unlock(token: token, in: .init(requestID: "unlock"))
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            let events = try await test.auth.auditEvents(ofRequest: "unlock")
            #expect(events.map(\.action) == [.accountUnlocked])
            #expect(events.map(\.actor) == [.user])
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `without limits there is no lock`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            _ = try await test.mailed(.unlock, to: signIn)
            var unlimited = AuthConfiguration.quickToLock
            unlimited.rateLimits.isEnabled = false
            let node = try await test.anotherNode(configuration: unlimited)
            _ = try await node.logIn(email: "ada@example.com", password: good, in: .init())
            await node.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `an operator lifts the lock and clears count and bucket`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            _ = try await test.mailed(.unlock, to: signIn)
            for _ in 0..<2 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
                }
            }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            try await test.auth.unlock(signIn.user.id, in: .init(requestID: "unlock"))
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            #expect(try await test.auth.auditEvents(ofRequest: "unlock").map(\.actor) == [.operator])
            try await test.auth.delete(signIn.user.id, in: .init())
            await expect(.notFound) { try await test.auth.unlock(signIn.user.id, in: .init()) }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a lock is told once, and again when it came anew after its end`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let fail = {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
                }
            }
            for _ in 0..<5 { await fail() }
            #expect(try await locks(test, signIn) == [1, 1])
            // Failures go on all the time: the account stays locked for a day, and is then locked again.
            for _ in 0..<23 {
                test.clock.advance(by: .seconds(3600 - 1))
                await fail()
            }
            #expect(try await locks(test, signIn) == [1, 1])
            test.clock.advance(by: .seconds(3700))
            await fail()
            #expect(try await locks(test, signIn) == [2, 2])
        }
    }

    /// The locks in the audit log and the mails about them.
    private func locks(_ test: TestEngine, _ signIn: SignIn) async throws -> [Int] {
        [
            try await test.auth.auditEvents(of: signIn.user.id).count { $0.action == .accountLocked },
            try await test.auth.mails(of: signIn.user.id).count { $0.kind == .unlock },
        ]
    }
}
