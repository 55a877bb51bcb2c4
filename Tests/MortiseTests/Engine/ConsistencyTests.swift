import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// What `verify` must find: each kind of damage, made by hand.
@Suite struct ConsistencyTests {
    @Test(arguments: TestBackend.available)
    func `sound data has no findings and every row was looked at`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            for index in 0..<7 { _ = try await test.signIn("user\(index)@example.com") }
            let report = try await test.auth.verify()
            #expect(report.isConsistent)
            #expect(
                report.checked == [
                    "users": 7, "sessions": 7, "one_time_tokens": 0, "email_outbox": 0, "event_outbox": 0,
                ])
        }
    }

    @Test(arguments: TestBackend.available)
    func `A5: addresses swapped between two accounts are found`(backend: TestBackend) async throws {
        try await expectFindings(backend, ["users", "users"]) { test in
            let first = try await test.signIn("ada@example.com").user
            let second = try await test.signIn("bob@example.com").user
            let boxes = try await test.database.all(
                Statement(once: "test.boxes", Select(Projection(users.emailSealed), from: users).order(by: users.id)))
            for (id, box) in [(first.id, boxes[1]), (second.id, boxes[0])] {
                try await test.change(set: [users.emailSealed.set(to: box)], of: id)
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a digest that is not that of the address is found`(backend: TestBackend) async throws {
        try await expectFindings(backend, ["users"]) { test in
            let user = try await test.signIn().user
            try await test.change(set: [users.emailDigest.set(to: [UInt8](repeating: 7, count: 32))], of: user.id)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a password hash that is none is found, and nobody gets in with it`(backend: TestBackend) async throws {
        try await expectFindings(backend, ["users"]) { test in
            let user = try await test.signIn().user
            for hash in ["", "plain", "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA"]
            {
                try await test.change(set: [users.passwordHash.set(to: hash)], of: user.id)
                await #expect(throws: AuthError(.invalidCredentials, "")) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
                }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a session ahead of its user's epoch is found, and proves nothing`(backend: TestBackend) async throws {
        try await expectFindings(backend, ["sessions"]) { test in
            let signIn = try await test.signIn()
            try await test.database.execute(
                Statement(
                    once: "test.epoch",
                    Update(
                        sessions, set: [sessions.securityEpoch.set(to: 9)],
                        where: sessions.id == constant(signIn.session.id))))
            #expect(try await test.alive([signIn]) == [false])
        }
    }

    @Test(arguments: TestBackend.available)
    func `INV7: a moved epoch, a deactivated and a deleted account end all sessions at once`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let changes: [[Assignment]] = [
                [users.securityEpoch.set(to: users.securityEpoch + 1)], [users.isActive.set(to: false)],
                [users.deletedAt.set(to: test.clock.now)],
            ]
            for (index, change) in changes.enumerated() {
                let signIn = try await test.signIn("user\(index)@example.com")
                #expect(try await test.alive([signIn]) == [true])
                try await test.change(set: change, of: signIn.user.id)
                #expect(try await test.alive([signIn]) == [false])
            }
        }
    }

    /// Damages data and expects findings in these tables, by both `verify` and the check at the end of a test.
    private func expectFindings(
        _ backend: TestBackend, _ tables: [String], _ damage: @Sendable (TestEngine) async throws -> Void
    ) async throws {
        do {
            try await backend.withEngine { test in
                try await damage(test)
                let report = try await test.auth.verify()
                #expect(report.findings.map(\.table) == tables, "\(report.findings)")
            }
            Issue.record("the check at the end found nothing")
        } catch let error as InconsistentData {
            #expect(error.report.findings.map(\.table) == tables)
        }
    }
}

extension TestEngine {
    func change(set assignments: [Assignment], of user: UserID) async throws {
        try await database.execute(
            Statement(once: "test.change", Update(users, set: assignments, where: users.id == constant(user))))
    }
}
