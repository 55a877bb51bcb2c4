#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate status`.
struct MigrateStatusCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show all migrations. Exits with 3 unless all are applied in the form this version knows.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let all = try await options.withMigrator(writes: false) { try await $0.status() }
        let table = TextTable(
            ["COMPONENT", "NUMBER", "NAME", "STATE", "APPLIED"],
            all.map {
                [
                    $0.component, String($0.number), $0.name, $0.state.rawValue,
                    $0.applied?.finishedAt?.rfc3339 ?? "",
                ]
            })
        return Answer(
            table.text, json: ["migrations": .array(all.map(json))],
            status: all.allSatisfy { $0.state == .applied } ? .success : .migrations)
    }

    private func json(_ status: Migrator.Status) -> JSON {
        [
            "component": .string(status.component), "number": .integer(Int64(status.number)),
            "name": .string(status.name), "phase": status.phase.map { .string($0.rawValue) } ?? .null,
            "state": .string(status.state.rawValue),
            "started_at": status.applied.map { .string($0.startedAt.rfc3339) } ?? .null,
            "finished_at": status.applied?.finishedAt.map { .string($0.rfc3339) } ?? .null,
            "checksum": status.applied.map { .string($0.checksum) } ?? .null,
            "engine_version": status.applied.map { .string($0.engineVersion) } ?? .null,
        ]
    }
}
#endif
