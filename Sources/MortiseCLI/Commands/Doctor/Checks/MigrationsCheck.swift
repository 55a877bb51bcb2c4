#if CLI
import Mortise
import MortiseSQL

/// Whether the tables are those of this version.
struct MigrationsCheck: Check {
    let name = "migrations"

    func findings(in installation: Installation) async -> [Finding] {
        guard let database = installation.database else { return [.skipped("there is no database to look at")] }
        do {
            let migrator = AuthEngine.migrator(database)
            let pending = try await migrator.plan().steps.count
            guard pending == 0 else {
                return [
                    .failed(
                        pending == 1 ? "1 is pending" : "\(pending) are pending",
                        fix: "Apply them with `mortise migrate up`.", status: .migrations)
                ]
            }
            let missing = try await migrator.verify().missing
            guard let first = missing.first else {
                return [.ok("all are applied, and the tables are as they made them")]
            }
            return [
                .failed(
                    "the tables have drifted: \(missing.count) facts are missing, as \(first)",
                    fix: "List them with `mortise migrate verify`, and restore them or a backup.", status: .migrations)
            ]
        } catch {
            return [.failed(error, otherwise: "Look at `mortise migrate status`.")]
        }
    }
}
#endif
