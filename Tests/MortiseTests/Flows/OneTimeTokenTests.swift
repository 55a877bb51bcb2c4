import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// What holds for every token that is mailed.
@Suite struct OneTimeTokenTests {
    @Test(arguments: TestBackend.available)
    func `T2: a token works once`(backend: TestBackend) async throws {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let token = try await test.mailed(purpose, to: signIn)
            try await test.auth.use(token, for: purpose)
            await expect(.tokenInvalid) { try await test.auth.use(token, for: purpose) }
            await expect(.tokenInvalid) { try await test.auth.checkToken(token, for: purpose, in: .init()) }
        }
    }

    @Test(arguments: TestBackend.available)
    func `T3: a token works until the millisecond before its end`(backend: TestBackend) async throws {
        for (offset, works) in [(-1, true), (0, false), (1, false)] {
            try await forEachPurpose(backend) { test, purpose, signIn in
                let token = try await test.mailed(purpose, to: signIn)
                let lifetime = test.auth.configuration.tokenLifetimes.lifetime(purpose)
                test.clock.advance(by: lifetime + .milliseconds(offset))
                if works {
                    try await test.auth.checkToken(token, for: purpose, in: .init())
                    try await test.auth.use(token, for: purpose)
                } else {
                    await expect(.tokenInvalid) { try await test.auth.checkToken(token, for: purpose, in: .init()) }
                    await expect(.tokenInvalid) { try await test.auth.use(token, for: purpose) }
                }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `T4: a newer token of a purpose ends the older one`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            for purpose in [TokenPurpose.verifyEmail, .resetPassword, .changeEmail] {
                let older = try await test.mailed(purpose, to: signIn)
                test.clock.advance(by: .seconds(3000))
                let newer = try await test.mailed(purpose, to: signIn)
                #expect(older != newer)
                await expect(.tokenInvalid) { try await test.auth.checkToken(older, for: purpose, in: .init()) }
                await expect(.tokenInvalid) { try await test.auth.use(older, for: purpose) }
                try await test.auth.checkToken(newer, for: purpose, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `T5: a token of one purpose is none for another, nor a session, nor a session a token`(backend: TestBackend)
        async throws
    {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let token = try await test.mailed(purpose, to: signIn)
            for wrong in TokenPurpose.allCases where wrong != purpose {
                await expect(.tokenInvalid) { try await test.auth.use(token, for: wrong) }
                await expect(.tokenInvalid) { try await test.auth.checkToken(token, for: wrong, in: .init()) }
            }
            #expect(SessionToken(token) == nil)
            #expect(DeviceToken(token) == nil)
            let body = token.dropFirst("mortise_token_".count)
            let session = try #require(SessionToken("mortise_session_\(body)"))
            await expect(.sessionRequired) { _ = try await test.auth.authenticate(session) }
            await expect(.tokenInvalid) { try await test.auth.use(signIn.token.reveal(), for: purpose) }
            let disguised = "mortise_token_\(signIn.token.reveal().dropFirst("mortise_session_".count))"
            await expect(.tokenInvalid) { try await test.auth.use(disguised, for: purpose) }
            try await test.auth.use(token, for: purpose)
        }
    }

    @Test(arguments: TestBackend.available)
    func `T6: a token acts on the account it was made for`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let ada = try await test.unverified("ada@example.com")
            let bob = try await test.unverified("bob@example.com")
            let token = try await test.mailed(.verifyEmail, to: ada)
            #expect(try await test.auth.verifyEmail(token: token, in: .init()).id == ada.user.id)
            #expect(try await test.auth.user(bob.user.id)?.isVerified == false)
            let reset = try await test.mailed(.resetPassword, to: ada)
            try await test.auth.resetPassword(token: reset, password: other, in: .init())
            _ = try await test.auth.logIn(email: "bob@example.com", password: good, in: .init())
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `T7: nothing but the whole token is a token`(backend: TestBackend) async throws {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let token = try await test.mailed(purpose, to: signIn)
            let broken = [
                "", "null", "0", "mortise_token_", String(token.dropLast()), token + "A", " " + token, token + "\n",
                token.uppercased(), token.lowercased(), token + "=", "%" + token, token.replacing("_", with: "%5F"),
                String(repeating: "a", count: 1 << 20), String(token.dropLast(4)) + "AAAA",
                token.replacing("mortise_token_", with: "mortise_tokeN_"),
            ]
            for candidate in broken where candidate != token {
                await expect(.tokenInvalid) { try await test.auth.use(candidate, for: purpose) }
                await expect(.tokenInvalid) { try await test.auth.checkToken(candidate, for: purpose, in: .init()) }
            }
            try await test.auth.use(token, for: purpose)
        }
    }

    @Test(arguments: TestBackend.available)
    func `A1: a token that is refused leaves the reason in the audit log, and never itself`(backend: TestBackend)
        async throws
    {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let user = signIn.user.id
            func refused(_ token: String, _ reason: String, of user: UserID?) async throws {
                // The clock is set back below: each address has its own bucket, which has not seen that.
                let number = TokenPurpose.allCases.firstIndex(of: purpose) ?? 0
                let address = "10.0.\(number).\(reason.utf8.count)"
                let context = RequestContext(clientAddress: IPAddress(address))
                await expect(.tokenInvalid) { try await test.auth.use(token, for: purpose, in: context) }
                let events = try await test.auth.auditEvents(ofRequest: context.requestID)
                #expect(events.map(\.action) == [.tokenRefused] && events.map(\.actor) == [.anonymous])
                #expect(events.first?.userID == user, "\(purpose) \(reason)")
                #expect(events.first?.clientAddress == context.clientAddress)
                #expect(events.first?.details["purpose"]?.stringValue == purpose.rawValue)
                #expect(events.first?.details["reason"]?.stringValue == reason, "\(purpose)")
                #expect(events.first?.details.objectValue?.keys.count == 2)
            }
            try await refused("none", "unknown", of: nil)
            try await refused("mortise_token_" + String(repeating: "A", count: 48), "unknown", of: nil)
            let token = try await test.mailed(purpose, to: signIn)
            let lifetime = test.auth.configuration.tokenLifetimes.lifetime(purpose)
            test.clock.advance(by: lifetime)
            try await refused(token, "expired", of: user)
            test.clock.advance(by: .seconds(0) - lifetime)
            try await test.auth.deactivate(user, in: .init())
            try await refused(token, "deactivated", of: user)
            try await test.auth.activate(user, in: .init())
            guard purpose == .undoEmailChange else { return try await refused(token, "outdated", of: user) }
            try await test.auth.use(token, for: purpose)
            try await refused(token, "used", of: user)
        }
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let token = try await test.mailedToken(to: "ada@example.com")
            let user = try await test.auth.verifyEmail(token: token, in: .init())
            await expect(.tokenInvalid) { try await test.auth.verifyEmail(token: token, in: .init(requestID: "r")) }
            let event = try await test.auth.auditEvents(ofRequest: "r").first
            #expect(event?.userID == user.id && event?.details["reason"] == "used")
        }
    }

    @Test(arguments: TestBackend.available)
    func `T14: looking at a token changes nothing, however often`(backend: TestBackend) async throws {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let token = try await test.mailed(purpose, to: signIn)
            let before = try await test.auth.auditEvents(of: signIn.user.id)
            test.calls.clear()
            for _ in 0..<3 { try await test.auth.checkToken(token, for: purpose, in: .init()) }
            #expect(test.calls.calls == Array(repeating: .statement("tokens.find"), count: 3))
            #expect(try await test.auth.auditEvents(of: signIn.user.id) == before)
            try await test.auth.use(token, for: purpose)
        }
    }

    @Test(arguments: TestBackend.available)
    func `F12: a clock set back by more than two hours leaves no token good`(backend: TestBackend) async throws {
        try await forEachPurpose(backend) { test, purpose, signIn in
            let token = try await test.mailed(purpose, to: signIn)
            test.clock.advance(by: .seconds(-7201))
            await expect(.tokenInvalid) { try await test.auth.use(token, for: purpose) }
            test.clock.advance(by: .seconds(1))
            try await test.auth.use(token, for: purpose)
        }
    }

    @Test(arguments: TestBackend.available)
    func `tokens are tried so often per client, whatever they are for`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"))
            for index in 0..<20 {
                let purpose = TokenPurpose.allCases[index % TokenPurpose.allCases.count]
                if index.isMultiple(of: 2) {
                    await expect(.tokenInvalid) { try await test.auth.use("none", for: purpose, in: context) }
                } else {
                    await expect(.tokenInvalid) { try await test.auth.checkToken("none", for: purpose, in: context) }
                }
            }
            for purpose in TokenPurpose.allCases {
                await expect(.rateLimited(retryAfter: 15)) {
                    try await test.auth.use("none", for: purpose, in: context)
                }
            }
            await expect(.rateLimited(retryAfter: 15)) {
                try await test.auth.checkToken("none", for: .unlock, in: context)
            }
        }
    }

    /// Runs `body` with an account of its own for each purpose.
    private func forEachPurpose(
        _ backend: TestBackend, _ body: @Sendable (TestEngine, TokenPurpose, SignIn) async throws -> Void
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            for purpose in TokenPurpose.allCases {
                try await body(test, purpose, try await test.unverified("\(purpose)@example.com"))
            }
        }
    }
}
