import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Whom a registration mails what.
@Suite struct RegisterMailTests {
    @Test(arguments: TestBackend.available)
    func `a new account gets its link, the owner of a known one a notice without any`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            #expect(try await kinds(test, "ada@example.com") == [.verification])
            try await test.auth.verifyEmail(token: test.mailedToken(to: "ada@example.com"), in: .init())
            for password in [good, other] {
                await expect(.emailTaken) {
                    _ = try await test.auth.register(email: "ada@example.com", password: password, in: .init())
                }
            }
            #expect(try await kinds(test, "ada@example.com") == [.accountExists, .accountExists, .verification])
            #expect(test.mail.tokens(to: "ada@example.com").count == 1)
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `the same password again brings an unverified account a new link`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let first = try await test.mailedToken(to: "ada@example.com")
            await expect(.emailTaken) {
                _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            }
            let second = try await test.mailedToken(to: "ada@example.com")
            await expect(.tokenInvalid) { try await test.auth.verifyEmail(token: first, in: .init()) }
            try await test.auth.verifyEmail(token: second, in: .init())
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `another password for an unverified account ends the first link, and the mailbox alone gets in`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let link = try await test.mailedToken(to: "ada@example.com")
            await expect(.emailTaken) {
                _ = try await test.auth.register(email: "ada@example.com", password: other, in: .init())
            }
            #expect(try await kinds(test, "ada@example.com") == [.passwordVoided, .verification])
            await expect(.tokenInvalid) { try await test.auth.verifyEmail(token: link, in: .init()) }
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            let reset = try await test.mailedToken(to: "ada@example.com")
            let chosen: Password = "neither of the other two"
            try await test.auth.resetPassword(token: reset, password: chosen, in: .init())
            for password in [good, other] {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: password, in: .init())
                }
            }
            #expect(
                try await test.auth.logIn(email: "ada@example.com", password: chosen, in: .init()).user.isVerified)
        }
    }

    @Test(arguments: TestBackend.available)
    func `an account made by an operator gets a link unless it counts as verified`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.createUser(email: "ada@example.com", password: good, isVerified: true, in: .init())
            _ = try await test.auth.createUser(email: "bob@example.com", password: nil, isVerified: false, in: .init())
            #expect(try await kinds(test, "ada@example.com") == [])
            #expect(try await kinds(test, "bob@example.com") == [.verification])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an operator who tries a known address mails nobody and leaves its link good`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let link = try await test.mailedToken(to: "ada@example.com")
            await expect(.emailTaken) {
                _ = try await test.auth.createUser(
                    email: "ada@example.com", password: other, isVerified: false, in: .init())
            }
            #expect(try await kinds(test, "ada@example.com") == [.verification])
            try await test.auth.verifyEmail(token: link, in: .init())
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }

    /// The mails about an account, the newest first.
    private func kinds(_ test: TestEngine, _ email: String) async throws -> [MailKind] {
        let user = try #require(try await test.auth.user(email: email))
        return try await test.auth.mails(of: user.id).map(\.kind)
    }
}
