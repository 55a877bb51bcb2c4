import ArgumentParser

/// Mortise beside its references.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare with raw C and with peers; writes results.json.")

    @OptionGroup var options: RunOptions

    func run() async throws {
        var runner = Runner(rounds: 5, seconds: options.quick ? 0.1 : 0.6, filter: options.filter)
        let rows = options.quick ? 10_000 : 100_000
        await runner.run("Codec", CodecScenario.all) { try await $0(()) }
        await runner.run("SQLite", SQLiteScenarios.all) { try await SQLiteStage.with(rows: rows, $0) }
        if PostgresStage.isAvailable {
            if Pgbench() == nil { runner.skip("pgbench", because: "it is not on PATH") }
            await runner.run("Postgres", PostgresScenarios.all) { try await PostgresStage.with(rows: rows, $0) }
        } else {
            runner.skip("Postgres", because: "MORTISE_TEST_POSTGRES_URL is not set")
        }
        await runner.run("Logins", LoginScenario.all + CrowdScenario.all + StrangerScenario.all) {
            try await LoginScenario.withEngine($0)
        }
        try options.report(runner, into: "results.json")
    }
}
