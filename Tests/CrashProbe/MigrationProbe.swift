#if CLI
import Glibc
import MortiseSQL
import MortiseTesting

/// A runner of migrations that comes to grief.
struct MigrationProbe {
    enum Direction: String, CaseIterable {
        case up
        case down
    }

    let set: ProbedMigrations
    let url: String

    /// Applies or undoes all migrations, unless the process is killed before a call to the database.
    ///
    /// - Parameter call: The position of that call, from 1.
    func run(_ direction: Direction, killedBefore call: Int) async throws {
        let database = try await DatabaseSource.at(url).open()
        let faults = FaultPlan()
        let migrator = set.migrator(faults.applied(to: database))
        faults.strike(call: call, with: .kill)
        switch direction {
        case .up: try await migrator.up()
        case .down: try await migrator.down(to: 0)
        }
        await database.close()
    }

    /// Stops for ever within the transaction of the first migration, and says so.
    func hold() async throws {
        try await set.migrator(try await DatabaseSource.at(url).open()).up { _ in
            print("holding")
            fflush(nil)
            while true { pause() }
        }
    }
}
#endif
