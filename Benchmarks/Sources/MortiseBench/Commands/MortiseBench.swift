import ArgumentParser

/// The command: measures Mortise and prints what it found.
@main
struct MortiseBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortise-bench",
        abstract: "Measures Mortise beside raw C and its peers on the same databases.",
        discussion: """
            Exits with 0 even where a target is missed, and with 1 when a scenario failed. The PostgreSQL scenarios \
            need MORTISE_TEST_POSTGRES_URL, as Scripts/with-postgres sets it.
            """,
        subcommands: [CompareCommand.self, ScaleCommand.self],
        defaultSubcommand: CompareCommand.self)
}
