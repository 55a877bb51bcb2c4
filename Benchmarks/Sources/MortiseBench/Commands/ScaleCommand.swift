import ArgumentParser

/// The same work on little and on much data.
struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Compare a lookup among many sessions with one among few; writes results-scale.json.",
        discussion: """
            Ten million sessions take about ten gigabytes in the folder for temporary files, for one database after \
            the other.
            """)

    @OptionGroup var options: RunOptions

    @Option(help: "How many sessions are many.")
    var sessions = 10_000_000

    func validate() throws {
        guard sessions > ScaleScenarios.few else { throw ValidationError("many are more than \(ScaleScenarios.few)") }
    }

    func run() async throws {
        var runner = Runner(rounds: 5, seconds: options.quick ? 0.2 : 2, filter: options.filter)
        let many = options.quick ? min(sessions, 200_000) : sessions
        await runner.run("SQLite", ScaleScenarios.all("SQLite", many: many)) {
            try await ScaleStage.withSQLite(many: many, $0)
        }
        if PostgresStage.isAvailable {
            await runner.run("Postgres", ScaleScenarios.all("Postgres", many: many)) {
                try await ScaleStage.withPostgres(many: many, $0)
            }
        } else {
            runner.skip("Postgres", because: "MORTISE_TEST_POSTGRES_URL is not set")
        }
        try options.report(runner, into: "results-scale.json")
    }
}
