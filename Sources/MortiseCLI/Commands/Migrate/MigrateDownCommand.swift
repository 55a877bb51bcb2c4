#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate down`.
struct MigrateDownCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Undo migrations, and with them what their tables hold.")

    @Option(help: "How many to undo, the last one first. (default: 1)")
    var steps: Int?

    @Option(help: "The engine's migration that is the last one to stay; 0 for none.")
    var to: Int?

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var lock: LockOptions
    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard steps == nil || to == nil else { throw ValidationError("Give --steps or --to, not both.") }
        guard (steps ?? 1) >= 1 else { throw ValidationError("--steps takes a number from 1.") }
        guard (to ?? 0) >= 0 else { throw ValidationError("--to takes a number from 0.") }
    }

    func answer() async throws -> Answer {
        if !yes { try Confirmation.ask("This drops tables and the data in them.") }
        let done = try await options.withMigrator(writes: false) { migrator in
            if let to {
                return try await migrator.down(to: to, lockTimeout: lock.timeout, progress: Migrator.Event.show)
            }
            return try await migrator.down(
                steps: steps ?? 1, lockTimeout: lock.timeout, progress: Migrator.Event.show)
        }
        return Answer(
            done.isEmpty ? "Nothing was to be undone." : "Undid \(done.steps.count).", json: ["undone": done.json])
    }
}
#endif
