import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct RegisterTests {
    @Test(arguments: TestBackend.available)
    func `a new account is there, unverified, with its address`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.register(email: " Ada@Example.com ", password: good, in: .init())
            #expect(user.email.address == "Ada@Example.com")
            #expect(user.email.canonical == "ada@example.com")
            #expect(!user.isVerified && user.isActive && user.hasPassword && user.version == 1)
            #expect(user.createdAt == test.clock.now)
            let found = try #require(try await test.auth.user(user.id))
            #expect(found == user)
            #expect(try await test.auth.user(email: "ada@EXAMPLE.com") == user)
        }
    }

    @Test(arguments: TestBackend.available)
    func `case and outer spaces share an account`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            for variant in ["ADA@example.com", "  ada@example.com", "Ada@Example.Com "] {
                await #expect(throws: AuthError(.emailTaken, "")) {
                    _ = try await test.auth.register(email: variant, password: good, in: .init())
                }
            }
            #expect(try await test.auth.users().count == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a known address takes the same statements as a new one`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            test.calls.clear()
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let forNew = test.calls.calls
            test.calls.clear()
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            }
            #expect(test.calls.calls == forNew)
            #expect(!forNew.isEmpty)
        }
    }

    @Test(arguments: TestBackend.available)
    func `another password for an unverified address voids both`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await test.auth.register(email: "ada@example.com", password: other, in: .init())
            }
            #expect(try #require(try await test.auth.user(user.id)).hasPassword == false)
            for password in [good, other] {
                await #expect(throws: AuthError(.invalidCredentials, "")) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: password, in: .init())
                }
            }
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `an account in use keeps its password where addresses come to need verification`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine(configuration: .withoutVerification) { test in
            let signIn = try await test.signIn()
            let strict = try await test.anotherNode()
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await strict.register(email: signIn.user.email.address, password: other, in: .init())
            }
            #expect(try #require(try await test.auth.user(signIn.user.id)).hasPassword)
            await strict.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `the same password again leaves the account as it is`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            }
            #expect(try await test.auth.user(user.id) == user)
        }
    }

    @Test(arguments: TestBackend.available)
    func `nobody can take the password of an account where addresses need no verification`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine(configuration: .withoutVerification) { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await test.auth.register(email: "ada@example.com", password: other, in: .init())
            }
            #expect(try await test.auth.user(user.id) == user)
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `C1: of 100 parallel registrations of one address exactly one wins`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .withoutVerification) { test in
            let outcomes = await race(100) { index in
                let spelling = index.isMultiple(of: 2) ? "ada@example.com" : "ADA@Example.com"
                _ = try await test.auth.register(email: spelling, password: good, in: .init())
            }
            #expect(outcomes.winners == 1)
            #expect(outcomes.errors.allSatisfy { $0 as? AuthError == AuthError(.emailTaken, "") })
            #expect(try await test.auth.users().count == 1)
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `each outcome leaves its entry in the audit log`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let context = RequestContext(
                clientAddress: IPAddress("2001:db8::1"), userAgent: "test/1", requestID: "request-1")
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: context)
            _ = try? await test.auth.register(email: "ada@example.com", password: good, in: context)
            _ = try? await test.auth.register(email: "ada@example.com", password: other, in: context)
            let events = try await test.auth.auditEvents(ofRequest: "request-1")
            #expect(events.map(\.action) == [.registration, .registration, .registration])
            #expect(events.map(\.userID) == [user.id, user.id, user.id])
            #expect(
                events.map { $0.details["outcome"]?.stringValue } == [
                    "created", "already_registered", "password_voided",
                ])
            #expect(events.allSatisfy { $0.clientAddress == IPAddress("2001:db8::1") && $0.userAgent == "test/1" })
            #expect(events.allSatisfy { $0.actor == .anonymous && $0.createdAt == test.clock.now })
        }
    }

    @Test(arguments: TestBackend.available)
    func `bad input is refused before anything is done`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            test.calls.clear()
            for (email, code) in [
                ("", AuthError.FieldCode.required), ("ada", .malformed), ("ada@exa\u{0}mple.com", .malformed),
                ("ada@example.com\r\nbcc: x@y.z", .malformed), ("ädä@example.com", .internationalized),
                (String(repeating: "a", count: 300) + "@example.com", .tooLong),
            ] {
                await #expect(throws: AuthError(.validationFailed(["email": [code]]), "")) {
                    _ = try await test.auth.register(email: email, password: good, in: .init())
                }
            }
            for (password, codes) in [
                ("short", [AuthError.FieldCode.tooShort]), ("password1", [.common]), ("aaaaaaaaaa", [.common]),
                ("Ada@Example.com", [.contextual]), (String(repeating: "é", count: 600), [.tooLong]),
            ] {
                await #expect(throws: AuthError(.weakPassword(codes), ""), "\(password)") {
                    _ = try await test.auth.register(
                        email: "ada@example.com", password: Password(password), in: .init())
                }
            }
            #expect(test.calls.calls.isEmpty)
        }
    }
}

let good: Password = "correct horse battery staple"
let other: Password = "tomatoes in the greenhouse"

extension AuthConfiguration {
    static var withoutVerification: AuthConfiguration {
        var configuration = AuthConfiguration.forTesting
        configuration.requiresVerifiedEmail = false
        return configuration
    }
}
