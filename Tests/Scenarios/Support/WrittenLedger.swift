#if CLI
import MortiseSQL
import Testing

@testable import CrashProbe

/// What `CrashProbe write` has said of its writes.
struct WrittenLedger {
    /// The ids of acknowledged rows.
    private(set) var ids: [Int64] = []
    /// The errors that writers met.
    private(set) var errors: [String] = []

    /// Reads its output, whose last line a kill may have cut off.
    init(_ output: String) {
        for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() where line != "ready" {
            if line.hasPrefix("!") {
                errors.append(String(line))
            } else {
                ids += line.split(separator: " ").compactMap { Int64($0) }
            }
        }
    }

    /// Looks that each acknowledged row is there once, and that no transaction is there by half.
    func expectPresence(
        in database: any Database, rounds: [Int64], _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        var rows: [LedgerRow] = []
        for round in rounds { rows += try await database.all(LedgerTable.rows(round)) }
        let stored = Set(rows.map(\.id))
        #expect(stored.count == rows.count, "\(comment): a row twice", sourceLocation: sourceLocation)
        let lost = Set(ids).subtracting(stored)
        #expect(lost.isEmpty, "\(comment): \(lost.count) of \(ids.count) lost", sourceLocation: sourceLocation)
        let pairs = Dictionary(grouping: rows.filter { $0.pair != 0 }, by: \.pair)
        let halves = pairs.values.count { $0.count != 2 }
        #expect(halves == 0, "\(comment): transactions by half", sourceLocation: sourceLocation)
        let findings = try await IntegrityCheck.findings(of: database)
        #expect(findings.isEmpty, "\(comment): \(findings)", sourceLocation: sourceLocation)
    }
}
#endif
