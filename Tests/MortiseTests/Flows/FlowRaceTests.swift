import Mortise
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

/// Many callers at once, where several connections make races real.
@Suite struct FlowRaceTests {
    @Test(arguments: TestBackend.concurrent, TokenPurpose.allCases)
    func `T1: of 100 parallel uses of one token exactly one succeeds`(backend: TestBackend, purpose: TokenPurpose)
        async throws
    {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let token = try await test.mailed(purpose, to: signIn)
            let node = try await test.anotherNode(configuration: .quickToLock)
            let before = try await test.auth.auditEvents(of: signIn.user.id).count
            let outcome = await race(100) { index in
                try await (index.isMultiple(of: 2) ? test.auth : node).use(token, for: purpose)
            }
            #expect(outcome.winners == 1)
            #expect(outcome.errors.allSatisfy { $0 as? AuthError == AuthError(.tokenInvalid, "") })
            let events = try await test.auth.auditEvents(of: signIn.user.id, limit: 1000)
            #expect(events.count { $0.action != .tokenRefused } == before + 1)
            #expect(events.count { $0.action == .tokenRefused } == 99)
            await node.close()
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `T1: of 100 parallel resets with 100 passwords the winner's works and no other`(backend: TestBackend)
        async throws
    {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.isEnabled = false
        try await backend.withEngine(configuration: configuration) { test in
            let user = try await test.signIn().user
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            let token = try await test.mailedToken(to: "ada@example.com")
            let winners = Locked<[Int]>([])
            _ = await race(100) { index in
                try await test.auth.resetPassword(token: token, password: Self.password(index), in: .init())
                winners.withLock { $0.append(index) }
            }
            let winner = winners.withLock { $0 }
            #expect(winner.count == 1)
            let working = Locked<[Int]>([])
            _ = await race(100) { index in
                _ = try await test.auth.logIn(email: "ada@example.com", password: Self.password(index), in: .init())
                working.withLock { $0.append(index) }
            }
            #expect(working.withLock { $0 } == winner)
            let events = try await test.auth.auditEvents(of: user.id, limit: 1000)
            #expect(events.count { $0.action == .passwordResetSuccess } == 1)
            #expect(try await test.auth.mails(of: user.id).count { $0.kind == .passwordChanged } == 1)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `L6: of 100 parallel wrong passwords on two nodes no more are checked than the policy allows`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            let user = try await test.signIn().user
            let node = try await test.anotherNode()
            let outcome = await race(100) { index in
                _ = try await (index.isMultiple(of: 2) ? test.auth : node).logIn(
                    email: "ada@example.com", password: other, in: .init())
            }
            let codes = outcome.errors.compactMap { ($0 as? AuthError)?.code }
            #expect(codes.count { $0 == .invalidCredentials } == 5)
            #expect(codes.count { $0 == .rateLimited(retryAfter: 30) } == 95)
            let events = try await test.auth.auditEvents(of: user.id)
            #expect(events.count { $0.action == .loginFailed } == 5)
            #expect(events.count { $0.action == .rateLimited } == 1, "whoever hammers does not fill the log")
            await node.close()
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `an account is locked once, however many failures come at once`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.quickToLock
        configuration.rateLimits.logInPerAccount = Backoff(free: 1000)
        try await backend.withEngine(configuration: configuration) { test in
            let user = try await test.signIn().user
            let outcome = await race(40) { _ in
                _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            }
            #expect(outcome.errors.allSatisfy { $0 as? AuthError == AuthError(.invalidCredentials, "") })
            let events = try await test.auth.auditEvents(of: user.id)
            #expect(events.count { $0.action == .loginFailed } == 40)
            #expect(events.count { $0.action == .accountLocked } == 1)
            #expect(try await test.auth.mails(of: user.id).count { $0.kind == .unlock } == 1)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `an address goes to its confirmation or to its registration, never to both`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            for round in 0..<10 {
                let mine = try await test.signIn("user\(round)@example.com")
                let wanted = "new\(round)@example.com"
                try await test.auth.requestEmailChange(mine.token, password: good, to: wanted, in: .init())
                let token = try await test.mailedToken(to: wanted)
                let outcome = await race(2) { index in
                    if index == 0 {
                        try await test.auth.confirmEmailChange(token: token, in: .init())
                    } else {
                        _ = try await test.auth.register(email: wanted, password: other, in: .init())
                    }
                }
                #expect(outcome.winners == 1)
                let code = (outcome.errors.first as? AuthError)?.code
                #expect(code == .tokenInvalid || code == .emailTaken, "\(String(describing: code))")
                let owner = try #require(try await test.auth.user(email: wanted))
                #expect((owner.id == mine.user.id) == (code == .emailTaken))
            }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `C3: a login with the old password never outlives the reset beside it`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.isEnabled = false
        try await backend.withEngine(configuration: configuration) { test in
            for round in 0..<10 {
                let email = "user\(round)@example.com"
                _ = try await test.signIn(email)
                try await test.auth.requestPasswordReset(email: email, in: .init())
                let token = try await test.mailedToken(to: email)
                let signIns = Locked<[SignIn]>([])
                let outcome = await race(9) { index in
                    if index == 4 {
                        try await test.auth.resetPassword(token: token, password: other, in: .init())
                    } else {
                        let signIn = try await test.auth.logIn(email: email, password: good, in: .init())
                        signIns.withLock { $0.append(signIn) }
                    }
                }
                #expect(outcome.errors.allSatisfy { $0 as? AuthError == AuthError(.invalidCredentials, "") })
                let begun = signIns.withLock { $0 }
                #expect(try await test.alive(begun).allSatisfy { !$0 })
                _ = try await test.auth.logIn(email: email, password: other, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `C2: parallel changes of a profile lose none`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.signIn().user
            let outcome = await race(12) { _ in
                while true {
                    guard let now = try await test.auth.user(user.id) else { throw NoSuchUser() }
                    do {
                        _ = try await test.auth.updateProfile(
                            of: user.id, displayName: (now.displayName ?? "") + "x", expecting: now.version,
                            in: .init())
                        return
                    } catch let error as AuthError {
                        guard error.code == .versionMismatch else { throw error }
                    }
                }
            }
            #expect(outcome.winners == 12, "\(outcome.errors)")
            let last = try #require(try await test.auth.user(user.id))
            #expect(last.displayName == String(repeating: "x", count: 12))
            #expect(last.version == user.version + 12)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `several workers on two nodes send each mail once`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            for index in 0..<30 {
                _ = try await test.auth.register(email: "user\(index)@example.com", password: good, in: .init())
            }
            let node = try await test.anotherNode()
            let outcome = await race(6) { index in
                try await (index.isMultiple(of: 2) ? test.auth : node).deliverMail()
            }
            #expect(outcome.winners == 6, "\(outcome.errors)")
            #expect(test.mail.sent.count == 30)
            #expect(Set(test.mail.sent.map(\.to.address.address)).count == 30)
            #expect(try await test.auth.mailBacklog().count == 0)
            await node.close()
        }
    }

    private struct NoSuchUser: Error {}

    private static func password(_ index: Int) -> Password { Password("a password of its own \(index)") }
}
