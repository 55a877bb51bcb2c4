#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate plan`.
struct MigratePlanCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what `up` would do. Exits with 3 when something is pending.")

    @Option(help: "The engine's migration to stop at.")
    var to: Int?

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let plan = try await options.withMigrator(writes: false) { try await $0.plan(to: to) }
        return Answer(
            plan.isEmpty ? "Nothing is pending." : plan.table, json: ["pending": plan.json],
            status: plan.isEmpty ? .success : .migrations)
    }
}
#endif
