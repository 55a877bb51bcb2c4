import Mortise
import MortiseArgon2
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct LogInTests {
    @Test(arguments: TestBackend.available)
    func `the right password begins a session`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.createUser(
                email: "ada@example.com", password: good, isVerified: true, in: .init())
            test.clock.advance(by: .seconds(60))
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "test/1", requestID: "r1")
            let signIn = try await test.auth.logIn(email: "ADA@example.com", password: good, in: context)
            #expect(signIn.user.id == user.id)
            #expect(signIn.user.lastLoginAt == test.clock.now)
            #expect(signIn.user.version == user.version)
            #expect(signIn.session.expiresAt == test.clock.now + .seconds(30 * 86_400))
            #expect(signIn.session.idleExpiresAt == test.clock.now + .seconds(7 * 86_400))
            #expect(signIn.session.clientAddress == IPAddress("192.0.2.7"))
            #expect(signIn.token.reveal().hasPrefix("mortise_session_"))
            let authenticated = try await test.auth.authenticate(signIn.token)
            #expect(authenticated.session == signIn.session)
            #expect(authenticated.user == signIn.user)
            let event = try #require(try await test.auth.auditEvents(ofRequest: "r1").first)
            #expect(event.action == .loginSuccess && event.userID == user.id && event.actor == .user)
            #expect(event.details["session"]?.stringValue == signIn.session.id.description)
        }
    }

    @Test(arguments: TestBackend.available)
    func `unknown, wrong, voided and deactivated are one to the caller`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.createUser(email: "ada@example.com", password: good, isVerified: true, in: .init())
            _ = try await test.auth.createUser(
                email: "nopass@example.com", password: nil, isVerified: true, in: .init())
            var traces: Set<[DatabaseCall]> = []
            for (index, (email, password)) in [
                ("ada@example.com", other), ("nobody@example.com", good), ("nopass@example.com", good),
            ].enumerated() {
                test.calls.clear()
                await #expect(throws: AuthError(.invalidCredentials, "")) {
                    _ = try await test.auth.logIn(email: email, password: password, in: .init(requestID: "r\(index)"))
                }
                traces.insert(test.calls.calls)
            }
            #expect(traces.count == 1, "the statements tell accounts apart")
            var reasons: [String?] = []
            for index in 0..<3 {
                let event = try #require(try await test.auth.auditEvents(ofRequest: "r\(index)").first)
                #expect(event.action == .loginFailed)
                reasons.append(event.details["reason"]?.stringValue)
            }
            #expect(reasons == ["wrong_password", "unknown_account", "no_password"])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an unverified address is told only after the right password`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            await #expect(throws: AuthError(.invalidCredentials, "")) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            }
            await #expect(throws: AuthError(.emailUnverified, "")) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `P2: passwords differ in every byte, and only normal forms are folded`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let stem = String(repeating: "x1", count: 35)
            let pairs: [(set: String, same: [String], different: [String])] = [
                (
                    "caf\u{E9} au lait", ["cafe\u{301} au lait"],
                    ["cafe au lait", "caf\u{E9} au lait ", "Caf\u{E9} au lait"]
                ),
                (stem + "abc", [], [stem + "abd", stem + "ab"]),
                ("nul\u{0}inside it", [], ["nul", "nul\u{0}inside", "nul\u{0}inside_it"]),
                ("\u{FF41}\u{FF42}cdefgh!", [], ["abcdefgh!"]),
                ("stra\u{DF}enbahn", [], ["strassenbahn", "stra\u{1E9E}enbahn"]),
            ]
            for (index, pair) in pairs.enumerated() {
                let email = "user\(index)@example.com"
                _ = try await test.auth.createUser(
                    email: email, password: Password(pair.set), isVerified: true, in: .init())
                for text in [pair.set] + pair.same {
                    _ = try await test.auth.logIn(email: email, password: Password(text), in: .init())
                }
                for text in pair.different {
                    await #expect(throws: AuthError(.invalidCredentials, ""), "\(text)") {
                        _ = try await test.auth.logIn(email: email, password: Password(text), in: .init())
                    }
                }
            }
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `P6: a hash of another cost is renewed at login, and the session epoch stays`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let user = try await test.auth.createUser(
                email: "ada@example.com", password: good, isVerified: true, in: .init())
            let first = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            var stronger = AuthConfiguration.forTesting
            stronger.argon2 = try Argon2Parameters(memoryKiB: 64, iterations: 2, parallelism: 1)
            let node = try await test.anotherNode(configuration: stronger)
            _ = await race(8) { _ in
                _ = try await node.logIn(email: "ada@example.com", password: good, in: .init())
            }
            _ = try await node.logIn(email: "ada@example.com", password: good, in: .init())
            await node.close()
            let actions = try await test.auth.auditEvents(of: user.id).map(\.action)
            #expect(actions.count { $0 == .passwordRehashed } == 1)
            _ = try await test.auth.authenticate(first.token)
        }
    }

    @Test(arguments: TestBackend.available)
    func `S12: the oldest session makes room, and parallel logins never exceed the cap`(backend: TestBackend)
        async throws
    {
        var configuration = AuthConfiguration.forTesting
        configuration.sessionPolicy.maximumPerUser = 3
        configuration.rateLimits.isEnabled = false
        try await backend.withEngine(configuration: configuration) { test in
            let user = try await test.auth.createUser(
                email: "ada@example.com", password: good, isVerified: true, in: .init())
            var tokens: [SessionToken] = []
            for _ in 0..<4 {
                test.clock.advance(by: .seconds(1))
                tokens.append(try await test.auth.logIn(email: "ada@example.com", password: good, in: .init()).token)
            }
            await #expect(throws: AuthError(.sessionRequired, "")) {
                _ = try await test.auth.authenticate(tokens[0])
            }
            for token in tokens[1...] { _ = try await test.auth.authenticate(token) }
            let outcome = await race(20) { _ in
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            #expect(outcome.winners == 20)
            #expect(try await test.auth.sessions(of: user.id).count == 3)
        }
    }

    @Test(arguments: TestBackend.available)
    func `an overlong password is refused before it is hashed`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let long = Password(String(repeating: "a", count: 1025))
            await #expect(throws: AuthError(.validationFailed(["password": [.tooLong]]), "")) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: long, in: .init())
            }
        }
    }
}
