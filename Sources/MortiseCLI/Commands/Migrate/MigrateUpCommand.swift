#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate up`.
struct MigrateUpCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Apply what is pending. Exits with 4 when another runner kept the lock for too long.")

    @Option(help: "The engine's migration to stop at.")
    var to: Int?

    @OptionGroup var lock: LockOptions
    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let done = try await options.withMigrator(writes: true) {
            try await $0.up(to: to, lockTimeout: lock.timeout, progress: Migrator.Event.show)
        }
        return Answer(
            done.isEmpty ? "Nothing was pending." : "Applied \(done.steps.count).", json: ["applied": done.json])
    }
}
#endif
