#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate verify`.
struct MigrateVerifyCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare the records and the tables with the migrations. Exits with 3 when they have drifted.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let report = try await options.withMigrator(writes: false) { try await $0.verify() }
        let lines = report.missing.map { "missing: \($0)" } + report.unexpected.map { "unexpected: \($0)" }
        let verdict = report.isSound ? "The tables are as the migrations made them." : "The tables have drifted."
        return Answer(
            (lines.map { $0.printable() } + [verdict]).joined(separator: "\n"),
            json: [
                "sound": .bool(report.isSound), "missing": .array(report.missing.map(JSON.string)),
                "unexpected": .array(report.unexpected.map(JSON.string)),
            ], status: report.isSound ? .success : .migrations)
    }
}
#endif
