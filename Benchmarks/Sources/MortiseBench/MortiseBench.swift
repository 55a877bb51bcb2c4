import ArgumentParser
import Foundation

/// The command: measures Mortise beside raw C, prints a table and writes `results.json`.
@main
struct MortiseBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortise-bench",
        abstract: "Measures Mortise beside raw C on the same databases.",
        discussion: """
            Exits with 0 even where a target is missed, and with 1 when a scenario failed. The PostgreSQL scenarios \
            need MORTISE_TEST_POSTGRES_URL, as Scripts/with-postgres sets it.
            """)

    @Flag(help: "Shorter rounds on less data: shows that all works, and no more.")
    var quick = false

    @Option(help: "Run the scenarios whose names contain this text.")
    var filter: String?

    @Option(help: "Where the results go. By default the package's own folder, seen from here or from the repository.")
    var output: String?

    func run() async throws {
        var runner = Runner(
            rounds: 5, seconds: quick ? 0.1 : 0.6, rows: quick ? 10_000 : 100_000, filter: filter)
        let rows = runner.rows
        await runner.run("Codec", CodecScenario.all) { await $0(()) }
        await runner.run("SQLite", SQLiteScenarios.all) { try await SQLiteStage.with(rows: rows, $0) }
        if PostgresStage.isAvailable {
            if Pgbench() == nil { runner.skip("pgbench", because: "it is not on PATH") }
            await runner.run("Postgres", PostgresScenarios.all) { try await PostgresStage.with(rows: rows, $0) }
        } else {
            runner.skip("Postgres", because: "MORTISE_TEST_POSTGRES_URL is not set")
        }
        await runner.run("Logins", LoginScenario.all) { try await LoginScenario.withEngine($0) }
        guard runner.hasSelected else { throw ValidationError("no scenario's name contains '\(filter ?? "")'") }
        try report(runner)
    }

    private func report(_ runner: Runner) throws {
        print(ResultTable(results: runner.results, details: runner.details))
        let missed = runner.results.count { $0.met == false }
        let judged = runner.results.count { $0.met != nil }
        print("\(judged - missed) of \(judged) targets met\(missed > 0 ? ", \(missed) MISSED" : "")")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(runner.results).write(to: URL(filePath: path))
        guard runner.failures.isEmpty else {
            for failure in runner.failures { print("FAILED \(failure)") }
            throw ExitCode.failure
        }
    }

    private var path: String {
        if let output { return output }
        let isRepository = FileManager.default.fileExists(atPath: "Benchmarks/Package.swift")
        return isRepository ? "Benchmarks/results.json" : "results.json"
    }
}
