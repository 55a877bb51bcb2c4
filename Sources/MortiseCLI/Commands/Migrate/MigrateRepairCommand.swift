#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate repair`.
struct MigrateRepairCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Accept drifted migrations as they are: rewrite their records, leave the tables alone.")

    @OptionGroup var lock: LockOptions
    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let repaired = try await options.withMigrator(writes: false) { try await $0.repair(lockTimeout: lock.timeout) }
        let names = repaired.map { "\($0.component) \($0.number) \($0.name)".printable() }
        return Answer(
            repaired.isEmpty ? "Nothing had drifted." : "Rewrote the records of:\n" + names.joined(separator: "\n"),
            json: [
                "repaired": .array(
                    repaired.map {
                        [
                            "component": .string($0.component), "number": .integer(Int64($0.number)),
                            "name": .string($0.name),
                        ]
                    })
            ])
    }
}
#endif
