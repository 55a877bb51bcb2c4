import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct SessionTests {
    @Test(arguments: TestBackend.available)
    func `S9: a session ends at its idle and at its absolute limit, to the microsecond`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let policy = test.auth.configuration.sessionPolicy
            let idle = try await test.signIn()
            test.clock.advance(by: policy.idleTimeout - .microseconds(1))
            _ = try await test.auth.authenticate(idle.token)
            test.clock.advance(by: policy.idleTimeout)
            await #expect(throws: AuthError(.sessionRequired, "")) { _ = try await test.auth.authenticate(idle.token) }

            let used = try await test.signIn("bob@example.com")
            while test.clock.now < used.session.expiresAt - .seconds(86_400) {
                test.clock.advance(by: .seconds(86_400))
                _ = try await test.auth.authenticate(used.token)
            }
            test.clock.advance(by: used.session.expiresAt - test.clock.now - .microseconds(1))
            _ = try await test.auth.authenticate(used.token)
            test.clock.advance(by: .microseconds(1))
            await #expect(throws: AuthError(.sessionRequired, "")) { _ = try await test.auth.authenticate(used.token) }
        }
    }

    @Test(arguments: TestBackend.available)
    func `F12: a clock that is set back neither lengthens a session nor ends it early`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            test.clock.advance(by: .seconds(-3600))
            _ = try await test.auth.authenticate(signIn.token)
            test.clock.advance(by: .seconds(-86_400))
            await #expect(throws: AuthError(.sessionRequired, "")) {
                _ = try await test.auth.authenticate(signIn.token)
            }
            test.clock.advance(by: .seconds(86_400 + 7200))
            _ = try await test.auth.authenticate(signIn.token)
        }
    }

    @Test(arguments: TestBackend.available)
    func `the last use is written once a minute, and the common case only reads`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            test.calls.clear()
            _ = try await test.auth.authenticate(signIn.token)
            #expect(test.calls.calls == [.statement("sessions.by_token")])
            test.clock.advance(by: .seconds(60))
            _ = try await test.auth.authenticate(signIn.token)
            #expect(test.calls.calls.last == .statement("sessions.touch"))
            test.calls.clear()
            #expect(try await test.auth.authenticate(signIn.token).session.lastSeenAt == test.clock.now)
            #expect(test.calls.calls == [.statement("sessions.by_token")])
        }
    }

    @Test(arguments: TestBackend.available)
    func `a session in use outlives a short idle timeout`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.withoutVerification
        configuration.sessionPolicy.idleTimeout = .seconds(60)
        try await backend.withEngine(configuration: configuration) { test in
            let signIn = try await test.signIn()
            for _ in 0..<10 {
                test.clock.advance(by: .seconds(20))
                _ = try await test.auth.authenticate(signIn.token)
            }
            test.clock.advance(by: .seconds(60))
            await #expect(throws: AuthError(.sessionRequired, "")) {
                _ = try await test.auth.authenticate(signIn.token)
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `logging out ends the session at hand, the others, or all`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let second = try await test.signIn()
            let third = try await test.signIn()
            let stranger = try await test.signIn("eve@example.com")
            #expect(try await test.auth.logOut(second.token, in: .init(requestID: "r1")) == 1)
            #expect(try await test.auth.logOut(second.token, in: .init(requestID: "r2")) == 0)
            #expect(try await test.alive([mine, second, third, stranger]) == [true, false, true, true])
            #expect(try await test.auth.logOut(mine.token, scope: .others, in: .init()) == 1)
            #expect(try await test.alive([mine, third, stranger]) == [true, false, true])
            #expect(try await test.auth.sessions(of: mine.user.id).map(\.id) == [mine.session.id])
            _ = try await test.signIn()
            #expect(try await test.auth.logOut(mine.token, scope: .all, in: .init()) == 2)
            #expect(try await test.alive([mine, stranger]) == [false, true])
            #expect(try await test.auth.auditEvents(ofRequest: "r1").map(\.action) == [.logout])
            #expect(try await test.auth.auditEvents(ofRequest: "r2").isEmpty)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a dead session cannot end the others`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let old = try await test.signIn()
            test.clock.advance(by: .seconds(8 * 86_400))
            let new = try await test.signIn()
            #expect(try await test.auth.logOut(old.token, scope: .all, in: .init()) == 1)
            #expect(try await test.alive([new]) == [true])
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `S2 S4: a session ended on one node is dead on the other at its next use`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            let node = try await test.anotherNode()
            _ = try await node.authenticate(signIn.token)
            try await test.auth.logOut(signIn.token, in: .init())
            await #expect(throws: AuthError(.sessionRequired, "")) { _ = try await node.authenticate(signIn.token) }
            await node.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `T7: nothing but the whole token is a token`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let text = try await test.signIn().token.reveal()
            let broken = [
                "", "null", "0", "mortise_session_", String(text.dropLast()), text + "A", " " + text,
                text.uppercased(), text + "=", String(repeating: "a", count: 1 << 20),
                text.replacing("mortise_session_", with: "mortise_sessioN_"),
            ]
            for candidate in broken { #expect(SessionToken(candidate) == nil) }
            let forged = try #require(SessionToken(String(text.dropLast(4)) + "AAAA"))
            await #expect(throws: AuthError(.sessionRequired, "")) { _ = try await test.auth.authenticate(forged) }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `S3: no use that starts after a logout was acknowledged succeeds`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            for _ in 0..<5 {
                let signIn = try await test.signIn()
                let acknowledged = InstantBox()
                async let late = lateUses(of: signIn.token, on: test.auth, after: acknowledged)
                try await test.auth.logOut(signIn.token, in: .init())
                acknowledged.set(.now)
                #expect(await late == 0)
            }
        }
    }

    /// The uses of a token by 16 tasks that began after a moment and succeeded all the same.
    private func lateUses(of token: SessionToken, on auth: AuthEngine, after end: InstantBox) async -> Int {
        await race(16) { _ in
            for _ in 0..<40 {
                let start = ContinuousClock.now
                do { _ = try await auth.authenticate(token) } catch { continue }
                if let end = end.value, start > end { throw LateUse() }
            }
        }.errors.count
    }

    private struct LateUse: Error {}
}

extension TestEngine {
    /// Logs a user in, made when first needed.
    func signIn(_ email: String = "ada@example.com") async throws -> SignIn {
        if try await auth.user(email: email) == nil {
            _ = try await auth.createUser(email: email, password: good, isVerified: true, in: .init())
        }
        return try await auth.logIn(email: email, password: good, in: .init())
    }

    /// Whether each session still proves its user.
    func alive(_ signIns: [SignIn]) async throws -> [Bool] {
        var alive: [Bool] = []
        for signIn in signIns {
            do {
                _ = try await auth.authenticate(signIn.token)
                alive.append(true)
            } catch {
                guard error.code == .sessionRequired else { throw error }
                alive.append(false)
            }
        }
        return alive
    }
}
