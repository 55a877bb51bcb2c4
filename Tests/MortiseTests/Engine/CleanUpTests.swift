import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct CleanUpTests {
    @Test(arguments: TestBackend.available)
    func `only what is over goes, in batches`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.withoutVerification
        configuration.retention.batch = 2
        try await backend.withEngine(configuration: configuration) { test in
            for index in 0..<5 {
                let email = "user\(index)@example.com"
                _ = try await test.auth.register(email: email, password: good, in: .init())
                _ = try await test.auth.logIn(email: email, password: good, in: .init())
                try await test.auth.requestPasswordReset(email: email, in: .init())
                _ = try? await test.auth.logIn(email: email, password: other, in: .init())
            }
            try await test.auth.deliverMail()
            #expect(try await test.auth.cleanUp().total == 0)

            // Verification ends after a day and is kept for another; limits are kept for two days.
            test.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await test.auth.cleanUp().removed["one_time_tokens"] == 5)
            test.calls.clear()
            test.clock.advance(by: .microseconds(1))
            let second = try await test.auth.cleanUp()
            #expect(second.removed["one_time_tokens"] == 5 && second.removed["sessions"] == 0)
            #expect(try #require(second.removed["rate_limits"]) >= 10)
            #expect(test.calls.calls.count { $0 == .statement("tokens.sweep") } == 4, "two, two, one, none")

            let living = try await test.auth.logIn(email: "user0@example.com", password: good, in: .init())
            _ = try await test.auth.register(email: "waits@example.com", password: good, in: .init())
            test.clock.advance(by: .seconds(28 * 86_400) + .seconds(3600))
            let third = try await test.auth.cleanUp()
            #expect(third.removed["email_outbox"] == 10 && third.removed["sessions"] == 0)
            #expect(third.expiredMails == 1, "the link of the one that was never sent has ended")
            test.clock.advance(by: .seconds(86_400))
            #expect(try await test.auth.cleanUp().removed["sessions"] == 5)
            #expect(try await test.auth.mailBacklog().count == 0)
            #expect(try await test.auth.auditEvents(of: living.user.id).isEmpty == false)
            #expect(try await test.auth.users().count == 6)
            _ = try await test.auth.logIn(email: "user0@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `the audit log is kept for as long as the configuration says`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.retention.audit = .seconds(86_400)
        try await backend.withEngine(configuration: configuration) { test in
            let user = try await test.signIn().user
            test.clock.advance(by: .seconds(86_400))
            _ = try await test.signIn()
            #expect(try await test.auth.cleanUp().removed["user_audit_log"] == 0)
            test.clock.advance(by: .microseconds(1))
            #expect(try await test.auth.cleanUp().removed["user_audit_log"] == 2)
            #expect(try await test.auth.auditEvents(of: user.id).map(\.action) == [.loginSuccess])
        }
    }
}
