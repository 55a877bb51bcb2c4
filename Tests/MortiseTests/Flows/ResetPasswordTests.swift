import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct ResetPasswordTests {
    @Test(arguments: TestBackend.available)
    func `T11: a reset sets the password, verifies the address, ends all sessions and tells the owner`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let second = try await test.signIn()
            let verification = try await test.mailed(.verifyEmail, to: signIn)
            try await test.auth.requestPasswordReset(email: "ADA@example.com", in: .init(requestID: "request"))
            let token = try await test.mailedToken(to: "ada@example.com")
            #expect(try await test.alive([signIn, second]) == [true, true])
            try await test.auth.resetPassword(token: token, password: other, in: .init(requestID: "reset"))
            #expect(try await test.alive([signIn, second]) == [false, false])
            #expect(try await test.auth.user(signIn.user.id)?.isVerified == true)
            await expect(.tokenInvalid) { try await test.auth.verifyEmail(token: verification, in: .init()) }
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            #expect(try await test.auth.mails(of: signIn.user.id).map(\.kind).first == .passwordChanged)
            let requested = try await test.auth.auditEvents(ofRequest: "request")
            #expect(requested.map(\.action) == [.passwordResetRequest])
            #expect(requested.map(\.actor) == [.anonymous])
            let done = try await test.auth.auditEvents(ofRequest: "reset")
            #expect(done.map(\.action) == [.passwordResetSuccess])
            #expect(done.map(\.userID) == [signIn.user.id])
        }
    }

    @Test(arguments: TestBackend.available)
    func `a weak password leaves the token good`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.signIn()
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            let token = try await test.mailedToken(to: "ada@example.com")
            for (password, code) in [
                ("short", AuthError.FieldCode.tooShort), ("password1", .common), ("ada@example.com", .contextual),
            ] {
                await expect(.weakPassword([code])) {
                    try await test.auth.resetPassword(token: token, password: Password(password), in: .init())
                }
            }
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            try await test.auth.resetPassword(token: token, password: other, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `a reset lifts a lock and forgets the failures`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            _ = try await test.mailed(.unlock, to: signIn)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            let token = try await test.mailed(.resetPassword, to: signIn)
            try await test.auth.resetPassword(token: token, password: other, in: .init())
            for _ in 0..<2 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
                }
            }
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `T15: only an account that may log in gets a link, and keeps it only while it may`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let signIn = try await test.signIn()
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            let token = try await test.mailedToken(to: "ada@example.com")
            try await test.auth.deactivate(signIn.user.id, in: .init())
            await expect(.tokenInvalid) {
                try await test.auth.resetPassword(token: token, password: other, in: .init())
            }
            let sent = test.mail.sent.count
            try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
            try await test.auth.requestPasswordReset(email: "nobody@example.com", in: .init())
            try await test.auth.deliverMail()
            #expect(test.mail.sent.count == sent)
            try await test.auth.activate(signIn.user.id, in: .init())
            await expect(.tokenInvalid) {
                try await test.auth.resetPassword(token: token, password: other, in: .init())
            }
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
        }
    }
}
