#if CLI
import ArgumentParser
import Mortise

/// `mortise verify`.
struct VerifyCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the stored data: its files, its tables, and every row. May run beside the server.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let report = try await options.configuration().withEngine(.none) { engine in
            let progress = ProgressLine()
            defer { progress.clear() }
            return try await engine.verify { progress.show("\($0.rows) rows of \($0.table) checked") }
        }
        let checked = report.checked.sorted { $0.key < $1.key }
        let counts = TextTable(["TABLE", "CHECKED"], checked.map { [$0.key, String($0.value)] }).text
        let verdict = report.isConsistent ? "The data is consistent." : "The data has \(report.findings.count) faults."
        var numbers = JSON.Object()
        for (table, count) in checked { numbers[table] = .integer(Int64(count)) }
        return Answer(
            ([counts] + report.findings.map { $0.description.printable() } + [verdict]).joined(separator: "\n"),
            json: [
                "consistent": .bool(report.isConsistent), "checked": .object(numbers),
                "findings": .array(report.findings.map(\.json)),
            ], status: report.isConsistent ? .success : .failure)
    }
}

extension ConsistencyReport.Finding {
    fileprivate var json: JSON {
        ["table": .string(table), "row": row.map(JSON.string) ?? .null, "problem": .string(problem)]
    }
}
#endif
