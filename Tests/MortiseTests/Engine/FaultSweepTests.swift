import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Fails call 1, 2, 3 … of each flow until the flow passes untouched: never a half effect, never a grant.
@Suite struct FaultSweepTests {
    @Test(arguments: TestBackend.available)
    func `a registration is there with its audit entry, or neither`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            try await sweep(test) { index in
                let email = "user\(index)@example.com"
                let context = RequestContext(requestID: "register-\(index)")
                let registered = await attempt {
                    _ = try await test.auth.register(email: email, password: good, in: context)
                }
                let account = try await test.stopped { try await $0.user(email: email) }
                let events = try await test.stopped { try await $0.auditEvents(ofRequest: context.requestID) }
                #expect((account != nil) == registered && events.count == (registered ? 1 : 0))
                return registered
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a login gives a session that works and is recorded, or nothing`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.createUser(
                email: "ada@example.com", password: good, isVerified: true, in: .init())
            try await sweep(test) { index in
                let before = try await test.stopped { try await $0.sessions(of: user.id).count }
                let context = RequestContext(requestID: "login-\(index)")
                test.faults.strike(call: index, with: .fail(fault))
                let loggedIn = await attempt {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: context)
                }
                let after = try await test.stopped { try await $0.sessions(of: user.id).count }
                let events = try await test.stopped { try await $0.auditEvents(ofRequest: context.requestID) }
                #expect(after - before == (loggedIn ? 1 : 0))
                #expect(events.map(\.action) == (loggedIn ? [.loginSuccess] : []))
                return loggedIn
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a refused login stays refused whatever fails`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.createUser(email: "ada@example.com", password: good, isVerified: true, in: .init())
            for email in ["ada@example.com", "nobody@example.com"] {
                try await sweep(test) { index in
                    test.faults.strike(call: index, with: .fail(fault))
                    do {
                        _ = try await test.auth.logIn(email: email, password: other, in: .init())
                        Issue.record("a wrong password was let in")
                        return true
                    } catch let error as AuthError {
                        return error.code == .invalidCredentials && !test.faults.hasStruck
                    }
                }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a session is shown only when it was read, and logging out is whole`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            try await sweep(test) { index in
                test.clock.advance(by: .seconds(60))
                test.faults.strike(call: index, with: .fail(fault))
                let shown = await attempt { _ = try await test.auth.authenticate(signIn.token) }
                // Only the record of the last use may fail without the caller's knowing.
                #expect(shown || index == 1)
                return shown && !test.faults.hasStruck
            }
            try await sweep(test) { index in
                let context = RequestContext(requestID: "logout-\(index)")
                test.faults.strike(call: index, with: .fail(fault))
                let ended = await attempt { try await test.auth.logOut(signIn.token, in: context) }
                test.faults.stop()
                let alive = try await test.alive([signIn])[0]
                let events = try await test.auth.auditEvents(ofRequest: context.requestID)
                #expect(alive == !ended && events.count == (ended ? 1 : 0))
                return ended
            }
        }
    }

    private let fault = DatabaseError(.connectionLost, "made to fail")

    /// Calls `body` with 1, 2, 3 … while call number n fails, until it says that all went well.
    private func sweep(_ test: TestEngine, _ body: (Int) async throws -> Bool) async throws {
        for index in 1...100 {
            // Limits are about other tries than these.
            test.clock.advance(by: .seconds(86_400))
            test.faults.strike(call: index, with: .fail(fault))
            let isWhole = try await body(index)
            test.faults.stop()
            let report = try await test.auth.verify()
            #expect(report.isConsistent, "\(report.findings)")
            if isWhole {
                #expect(index > 1, "nothing was ever made to fail")
                return
            }
        }
        Issue.record("100 calls and no end")
    }

    private func attempt(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return true
        } catch let error as AuthError {
            #expect(error.code == .unavailable(retryAfter: 1), "\(error)")
            return false
        } catch {
            Issue.record("an untyped error: \(error)")
            return false
        }
    }
}

extension TestEngine {
    /// Looks at the engine with nothing made to fail any more.
    func stopped<Result>(_ body: (AuthEngine) async throws -> Result) async throws -> Result {
        faults.stop()
        return try await body(auth)
    }
}
