import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct VerifyEmailTests {
    @Test(arguments: TestBackend.available)
    func `the mailed token verifies the address, and then the account logs in`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let token = try await test.mailedToken(to: "ada@example.com")
            await expect(.emailUnverified) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            test.clock.advance(by: .seconds(60))
            let verified = try await test.auth.verifyEmail(token: token, in: .init(requestID: "verify"))
            #expect(verified.isVerified && verified.id == user.id && verified.version == user.version + 1)
            #expect(verified.updatedAt == test.clock.now)
            #expect(try await test.auth.user(user.id) == verified)
            _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            let event = try #require(try await test.auth.auditEvents(ofRequest: "verify").first)
            #expect(event.action == .emailVerificationSuccess && event.userID == user.id)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a verification leaves sessions alone`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            try await test.auth.verifyEmail(token: test.mailed(.verifyEmail, to: signIn), in: .init())
            #expect(try await test.alive([signIn]) == [true])
        }
    }

    @Test(arguments: TestBackend.available)
    func `a link goes to unverified accounts alone, to the address as it is stored`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "Ada@Example.com", password: good, in: .init())
            _ = try await test.auth.createUser(email: "bob@example.com", password: good, isVerified: true, in: .init())
            try await test.auth.deliverMail()
            let before = test.mail.sent.count
            for (index, email) in ["ADA@EXAMPLE.COM", "bob@example.com", "nobody@example.com"].enumerated() {
                try await test.auth.resendVerification(email: email, in: .init(requestID: "r\(index)"))
            }
            try await test.auth.deliverMail()
            #expect(test.mail.sent.dropFirst(before).map(\.to.address.address) == ["Ada@Example.com"])
            var outcomes: [String?] = []
            for index in 0..<3 {
                let events = try await test.auth.auditEvents(ofRequest: "r\(index)")
                #expect(events.map(\.action) == [.emailVerificationRequest])
                outcomes.append(events.first?.details["outcome"]?.stringValue)
            }
            #expect(outcomes == ["sent", "not_applicable", "unknown_account"])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an address that is none is refused`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            await expect(.validationFailed(["email": [.malformed]])) {
                try await test.auth.resendVerification(email: "ada", in: .init())
            }
        }
    }
}
