import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// A sealed value belongs to its row: every sealed column is one that `verify` watches.
@Suite struct SwappedValueTests {
    enum Sealed: String, CaseIterable, CustomTestStringConvertible {
        case email, displayName, tokenPayload, recipient, mailPayload
        var testDescription: String { rawValue }
    }

    @Test(arguments: TestBackend.available, Sealed.allCases)
    func `A5: values swapped between two rows are found, and open nowhere`(backend: TestBackend, column: Sealed)
        async throws
    {
        do {
            try await backend.withEngine { test in
                for name in ["ada", "bob"] {
                    let signIn = try await test.signIn("\(name)@example.com")
                    _ = try await test.auth.updateProfile(
                        of: signIn.user.id, displayName: name, expecting: 1, in: .init())
                    try await test.auth.requestEmailChange(
                        signIn.token, password: good, to: "new-\(name)@example.com", in: .init())
                }
                #expect(try await test.auth.verify().isConsistent)
                switch column {
                case .email: try await swap(test, users.id, users.emailSealed, of: users)
                case .displayName: try await swap(test, users.id, users.displayNameSealed, of: users)
                case .tokenPayload:
                    try await swap(test, oneTimeTokens.id, oneTimeTokens.payloadSealed, of: oneTimeTokens)
                case .recipient: try await swap(test, outbox.id, outbox.recipientSealed, of: outbox)
                case .mailPayload: try await swap(test, outbox.id, outbox.payloadSealed, of: outbox)
                }
                let report = try await test.auth.verify()
                #expect(
                    report.findings.count == 2 && report.findings.allSatisfy { $0.problem.contains("does not open") })
            }
            Issue.record("the check at the end found nothing")
        } catch let error as InconsistentData {
            #expect(error.report.findings.count == 2)
        }
    }

    private func swap<ID: SQLConvertible, Value: SQLConvertible>(
        _ test: TestEngine, _ id: Column<ID>, _ column: Column<Value>, of table: some Table
    ) async throws where ID.Wrapped == ID {
        let rows = try await test.database.all(
            Statement(once: "test.rows", Select(Projection(id, column, as: { ($0, $1) }), from: table).order(by: id)))
        try #require(rows.count == 2)
        for (row, value) in [(rows[0].0, rows[1].1), (rows[1].0, rows[0].1)] {
            try await test.database.execute(
                Statement(once: "test.swap", Update(table, set: [column.set(to: value)], where: id == constant(row))))
        }
    }
}
