import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Limits and lockout as flows meet them.
@Suite struct LimitTests {
    @Test(arguments: TestBackend.available)
    func `a success clears the account's tries but not those of the client's address`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            _ = try await test.signIn()
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"))
            for _ in 0..<2 {
                for _ in 0..<4 { try await wrong(test, in: context) }
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: context)
            }
            // Ten tries from this address on this account: the eleventh waits, from elsewhere it does not.
            await expect(.rateLimited(retryAfter: 6)) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: context)
            }
            _ = try await test.auth.logIn(
                email: "ada@example.com", password: good, in: .init(clientAddress: IPAddress("192.0.2.8")))
        }
    }

    @Test(arguments: TestBackend.available, [RateLimitPolicies.Store.database, .memory])
    func `L2: the addresses of one /64 are one client, in every spelling`(
        backend: TestBackend, store: RateLimitPolicies.Store
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.store = store
        try await backend.withEngine(configuration: configuration) { test in
            for index in 0..<20 {
                let address = IPAddress("2001:DB8:1:2:\(String(index * 999, radix: 16))::\(index)")
                await expect(.tokenInvalid) {
                    try await test.auth.unlock(token: "none", in: .init(clientAddress: address))
                }
            }
            for (text, isLimited) in [("2001:db8:1:2::1", true), ("2001:db8:1:3::1", false)] {
                await expect(isLimited ? .rateLimited(retryAfter: 15) : .tokenInvalid) {
                    try await test.auth.unlock(token: "none", in: .init(clientAddress: IPAddress(text)))
                }
            }
            for index in 0..<20 {
                let text = index.isMultiple(of: 2) ? "192.0.2.7" : "::ffff:192.0.2.7"
                await expect(.tokenInvalid) {
                    try await test.auth.unlock(token: "none", in: .init(clientAddress: IPAddress(text)))
                }
            }
            for text in ["192.0.2.7", "::ffff:c000:207"] {
                await expect(.rateLimited(retryAfter: 15)) {
                    try await test.auth.unlock(token: "none", in: .init(clientAddress: IPAddress(text)))
                }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `L3: all spellings of an address share the account's tries`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            for email in ["nobody@example.com", "NOBODY@example.com", " nobody@Example.COM ", "Nobody@example.com"] {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: email, password: good, in: .init())
                }
            }
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "nobodY@example.com", password: good, in: .init())
            }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(email: "nobody@example.com", password: good, in: .init())
            }
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "nobody+tag@example.com", password: good, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `L5: 100 failures lock, the owner's device still gets in, the right password from elsewhere does not`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            for _ in 0..<100 {
                try await wrong(test, in: .init())
                test.clock.advance(by: .seconds(900))
            }
            let events = try await test.auth.auditEvents(of: mine.user.id, limit: 1000)
            #expect(events.count { $0.action == .accountLocked } == 1)
            #expect(try await test.auth.mails(of: mine.user.id).map(\.kind) == [.unlock])
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            #expect(try await test.alive([mine]) == [true])
            _ = try await test.auth.logIn(
                email: "ada@example.com", password: good, device: mine.device, in: .init())
            // The owner has been in: the lock is over, and the failures are forgotten.
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `L5: strangers who use up the account's tries do not use up those of a known device`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let eve = try await test.signIn("eve@example.com")
            for _ in 0..<5 { try await wrong(test, in: .init()) }
            for device in [nil, eve.device, DeviceToken(Self.forged(mine.device))] {
                await expect(.rateLimited(retryAfter: 30)) {
                    _ = try await test.auth.logIn(
                        email: "ada@example.com", password: good, device: device, in: .init())
                }
            }
            for _ in 0..<4 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(
                        email: "ada@example.com", password: other, device: mine.device, in: .init())
                }
            }
            let signIn = try await test.auth.logIn(
                email: "ada@example.com", password: good, device: mine.device, in: .init())
            for _ in 0..<5 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(
                        email: "ada@example.com", password: other, device: signIn.device, in: .init())
                }
            }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: good, device: signIn.device, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available, [RateLimitPolicies.Store.database, .memory])
    func `L5: ten failures in a row end the trust in a device for good, and whoever has its token meets the lock`(
        backend: TestBackend, store: RateLimitPolicies.Store
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.store = store
        configuration.rateLimits.failuresUntilLock = 11
        try await backend.withEngine(configuration: configuration) { test in
            let first = try await test.signIn()
            let stolen = first.device
            let mine = try await test.signIn().device
            func guess(_ password: Password = other, with device: DeviceToken?) async throws {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: password, device: device, in: .init())
            }
            for number in 1...10 {
                await expect(.invalidCredentials) { try await guess(with: stolen) }
                // A pause clears nothing: no day without a try, and no clean-up.
                test.clock.advance(by: .seconds(number == 5 ? 5 * 86_400 : 900))
                try await test.auth.cleanUp()
            }
            let failures = try await test.auth.auditEvents(of: first.user.id)
            #expect(failures.count { $0.details["device"] == "known" } == 10)
            // Its tries are those of strangers now: they end at the lock, today and in twenty days.
            for pause in [0, 20] {
                test.clock.advance(by: .seconds(pause * 86_400))
                try await test.auth.cleanUp()
                for _ in 1...11 {
                    await expect(.invalidCredentials) { try await guess(with: stolen) }
                    test.clock.advance(by: .seconds(900))
                }
                await expect(.invalidCredentials) { try await guess(good, with: stolen) }
            }
            // The other device of the owner passes, and is given another token.
            try await guess(good, with: mine)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `L5: of 100 guesses at once with a stolen token no more are checked than it is trusted with`(
        backend: TestBackend
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.logInPerAccount = Backoff(free: 50)
        configuration.rateLimits.failuresUntilDistrust = 4
        try await backend.withEngine(configuration: configuration) { test in
            let stolen = try await test.signIn()
            let node = try await test.anotherNode(configuration: configuration)
            _ = await race(100) { index in
                _ = try await (index.isMultiple(of: 2) ? test.auth : node).logIn(
                    email: "ada@example.com", password: other, device: stolen.device, in: .init())
            }
            let failures = try await test.auth.auditEvents(of: stolen.user.id, limit: 1000)
            #expect(failures.count { $0.action == .loginFailed && $0.details["device"] == "known" } == 4)
            await node.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `a success clears the failures of a device, and the device stays trusted`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let device = try await test.signIn().device
            for _ in 1...4 {
                for _ in 1...4 {
                    await expect(.invalidCredentials) {
                        _ = try await test.auth.logIn(
                            email: "ada@example.com", password: other, device: device, in: .init())
                    }
                }
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, device: device, in: .init())
            }
            for _ in 1...5 { try await wrong(test, in: .init()) }
            // Were it a stranger now, it would have to wait.
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, device: device, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `a device is known for as long as the policy says`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.sessionPolicy.deviceLifetime = .seconds(3600)
        try await backend.withEngine(configuration: configuration) { test in
            let mine = try await test.signIn()
            test.clock.advance(by: .seconds(3599))
            for _ in 0..<5 { try await wrong(test, in: .init()) }
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: other, device: mine.device, in: .init())
            }
            test.clock.advance(by: .seconds(1))
            await expect(.rateLimited(retryAfter: 29)) {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: good, device: mine.device, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available, [RateLimitPolicies.Store.database, .memory])
    func `L8: a clock that jumps by an hour gives one try for free and shuts nobody out`(
        backend: TestBackend, store: RateLimitPolicies.Store
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.store = store
        try await backend.withEngine(configuration: configuration) { test in
            _ = try await test.signIn()
            for _ in 0..<5 { try await wrong(test, in: .init()) }
            for jump in [-3600, 3600] {
                test.clock.advance(by: .seconds(jump))
                try await wrong(test, in: .init())
                await #expect(throws: AuthError.self) { try await wrong(test, in: .init(), expects: false) }
                test.clock.advance(by: .seconds(900))
            }
            _ = try await test.signIn()
        }
    }

    @Test(arguments: TestBackend.available)
    func `L13: strangers make only so many mails to one recipient, and none ends a link that was sent`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            for _ in 0..<2 {
                try await test.auth.resendVerification(email: "ada@example.com", in: .init())
                try await test.auth.deliverMail()
                try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
                try await test.auth.deliverMail()
            }
            let reset = try await test.mailedToken(to: "ada@example.com")
            #expect(test.mail.sent.count == 5)
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init(requestID: "sixth"))
            await expect(.emailTaken) {
                _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            }
            try await test.auth.deliverMail()
            #expect(test.mail.sent.count == 5)
            let event = try await test.auth.auditEvents(ofRequest: "sixth").first
            #expect(event?.details["outcome"]?.stringValue == "mail_quota")
            try await test.auth.resetPassword(token: reset, password: other, in: .init())
            // What has happened to the account is told whatever the quota says.
            #expect(try await test.auth.mails(of: user.id).first?.kind == .passwordChanged)
            test.clock.advance(by: .seconds(3600))
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            try await test.auth.deliverMail()
            #expect(test.mail.sent.count == 7)
        }
    }

    @Test(arguments: TestBackend.available)
    func `without limits there is neither wait, lock nor quota`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.quickToLock
        configuration.rateLimits.isEnabled = false
        try await backend.withEngine(configuration: configuration) { test in
            let mine = try await test.signIn()
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"))
            for _ in 0..<40 { try await wrong(test, in: context) }
            for _ in 0..<10 { try await test.auth.requestPasswordReset(email: "ada@example.com", in: context) }
            #expect(try await test.auth.mails(of: mine.user.id).count == 10)
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: context)
            let actions = Set(try await test.auth.auditEvents(of: mine.user.id).map(\.action))
            #expect(actions == [.registration, .loginSuccess, .loginFailed, .passwordResetRequest])
        }
    }

    @Test(arguments: TestBackend.available)
    func `L12: asking for a new link does not forget the failures`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.signIn()
            for _ in 0..<5 { try await wrong(test, in: .init()) }
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            try await test.auth.resendVerification(email: "ada@example.com", in: .init())
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `L7: with the limits' database down nothing is let through`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            for call in 1...3 {
                test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                await expect(.unavailable(retryAfter: 1)) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
                }
            }
            test.faults.stop()
            #expect(try await test.auth.sessions(of: mine.user.id).count == 1)
        }
    }

    @Test(arguments: TestBackend.available, [RateLimitPolicies.Store.database, .memory])
    func `a try that was counted at the gate is not counted again by one flow, and is by the next`(
        backend: TestBackend, store: RateLimitPolicies.Store
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.store = store
        configuration.rateLimits.tokenPerClient = RateLimit(4, per: .seconds(60))
        try await backend.withEngine(configuration: configuration) { test in
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"))
            func use(_ context: RequestContext) async throws {
                await expect(.tokenInvalid) { try await test.auth.unlock(token: "none", in: context) }
            }
            // One, its second use, one of another gate, and one in process: four.
            let admitted = try await test.auth.admit(.useToken, in: context)
            try await use(admitted)
            try await use(admitted)
            try await use(try await test.auth.admit(.logIn, in: context))
            try await use(context)
            await expect(.rateLimited(retryAfter: 15)) { try await test.auth.unlock(token: "none", in: context) }
            await expect(.rateLimited(retryAfter: 15)) { _ = try await test.auth.admit(.useToken, in: context) }
            // Nobody is counted where there is no address.
            for _ in 0..<9 { #expect(try await test.auth.admit(.useToken, in: .init(requestID: "r")).requestID == "r") }
        }
    }

    @Test(arguments: TestBackend.available)
    func `the right password clears the account's tries wherever it is asked for`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let asks: [() async throws -> Void] = [
                {
                    try await test.auth.requestEmailChange(
                        mine.token, password: good, to: "new@example.com", in: .init())
                },
                {
                    // Of no use, but the password was right.
                    await #expect(throws: AuthError.self) {
                        _ = try await test.auth.changePassword(
                            mine.token, current: good, new: Password("short"), in: .init())
                    }
                },
                { try await test.auth.deleteAccount(mine.token, password: good, in: .init()) },
            ]
            for ask in asks {
                for _ in 0..<4 { try await wrong(test, in: .init()) }
                try await ask()
            }
            _ = try await test.auth.restore(mine.user.id, in: .init())
            // The fifth in a row would have made the next one wait.
            for _ in 0..<5 { try await wrong(test, in: .init()) }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `the right password with a known device lifts a lock wherever it is asked for`(backend: TestBackend)
        async throws
    {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.failuresUntilLock = 3
        try await backend.withEngine(configuration: configuration) { test in
            let mine = try await test.signIn()
            for _ in 0..<3 { try await wrong(test, in: .init()) }
            await expect(.invalidCredentials) {
                try await test.auth.requestEmailChange(
                    mine.token, password: good, to: "new@example.com", in: .init())
            }
            try await test.auth.requestEmailChange(
                mine.token, password: good, to: "new@example.com", device: mine.device, in: .init())
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    private func wrong(_ test: TestEngine, in context: RequestContext, expects: Bool = true) async throws {
        do {
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: context)
            Issue.record("a wrong password was let in")
        } catch {
            guard expects, error.code == .invalidCredentials else { throw error }
        }
    }

    /// The same content with another code.
    private static func forged(_ device: DeviceToken) -> String {
        let text = device.reveal()
        return String(text.dropLast(4)) + (text.hasSuffix("AAAA") ? "BBBA" : "AAAA")
    }
}
