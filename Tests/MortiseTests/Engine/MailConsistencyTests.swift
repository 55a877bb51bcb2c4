import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// What `verify` must find in tokens and in the outbox.
@Suite struct MailConsistencyTests {
    @Test(arguments: TestBackend.available)
    func `sound tokens and mails have no findings, in every state`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            for purpose in TokenPurpose.allCases {
                let token = try await test.mailed(purpose, to: test.unverified("\(purpose)@example.com"))
                try await test.auth.use(token, for: purpose)
            }
            try await test.auth.requestPasswordReset(email: "unlock@example.com", in: .init())
            let report = try await test.auth.verify()
            #expect(report.isConsistent, "\(report.findings)")
            #expect(report.checked["one_time_tokens", default: 0] > 5)
            #expect(report.checked["email_outbox", default: 0] > 5)
        }
    }

    @Test(arguments: TestBackend.available)
    func `A5: a token that was changed by hand is found, and proves nothing`(backend: TestBackend) async throws {
        let damages: [(String, [Assignment])] = [
            ("its security epoch is ahead of its user's", [oneTimeTokens.securityEpoch.set(to: 9)]),
            ("the address it is for is missing", [oneTimeTokens.payloadSealed.set(to: nil)]),
            ("does not open", [oneTimeTokens.id.set(to: TokenID(at: Instant(seconds: 1_767_225_600)))]),
        ]
        for (problem, damage) in damages {
            try await expectFinding(backend, "one_time_tokens", problem) { test in
                let mine = try await test.signIn()
                try await test.auth.requestEmailChange(mine.token, password: good, to: "new@example.com", in: .init())
                let token = try await test.mailedToken(to: "new@example.com")
                try await test.database.execute(
                    Statement(
                        once: "test.damage",
                        Update(oneTimeTokens, set: damage, where: oneTimeTokens.userID == constant(mine.user.id))))
                await #expect(throws: AuthError.self) {
                    try await test.auth.confirmEmailChange(token: token, in: .init())
                }
                #expect(try await test.auth.user(mine.user.id)?.email.address == "ada@example.com")
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `A5: a mail that was changed by hand is found`(backend: TestBackend)
        async throws
    {
        let damages: [(String, [Assignment])] = [
            ("its content is missing", [outbox.payloadSealed.set(to: nil)]),
            ("does not open", [outbox.id.set(to: MailID(at: Instant(seconds: 1_767_225_600)))]),
            ("its content is still there", [outbox.state.set(to: .sent)]),
        ]
        for (problem, damage) in damages {
            try await expectFinding(backend, "email_outbox", problem) { test in
                _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
                try await test.database.execute(
                    Statement(
                        once: "test.damage",
                        Update(outbox, set: damage, where: outbox.createdAt <= constant(test.clock.now))))
            }
        }
    }

    /// Damages data and expects one row to be found, by the check at the end of the test.
    private func expectFinding(
        _ backend: TestBackend, _ table: String, _ problem: String,
        _ damage: @Sendable (TestEngine) async throws -> Void
    ) async throws {
        do {
            try await backend.withEngine { try await damage($0) }
            Issue.record("the check at the end found nothing: \(problem)")
        } catch let error as InconsistentData {
            #expect(Set(error.report.findings.map(\.table)) == [table])
            #expect(error.report.findings.contains { $0.problem.contains(problem) }, "\(error)")
        }
    }
}
