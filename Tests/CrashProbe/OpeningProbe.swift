#if CLI
import Glibc
import MortiseSQL
import MortiseSQLite

/// Opens a file as a user who may not do everything, for the superuser passes over all permissions.
struct OpeningProbe {
    // The user and group that own nothing.
    private static let nobody: UInt32 = 65_534

    let path: String
    let isReadOnly: Bool

    /// Opens, reads and writes.
    ///
    /// - Returns: What came of it: a line for each step, up to the first that failed.
    func run() async throws -> String {
        if geteuid() == 0 {
            guard setgroups(0, nil) == 0, setgid(Self.nobody) == 0, setuid(Self.nobody) == 0 else {
                throw Stuck(errno: errno)
            }
        }
        var steps = ""
        do throws(DatabaseError) {
            let database = try await SQLiteDatabase.open(
                SQLiteConfiguration(.file(path), isReadOnly: isReadOnly))
            steps += "opened\n"
            steps += "read \(try await database.first(LedgerTable.count()) ?? -1)\n"
            try await database.execute(LedgerTable.add(1, 1, 0, ""))
            steps += "written\n"
            await database.close()
        } catch {
            steps += "\(error.code.label): \(error.message)\n"
        }
        return steps
    }

    struct Stuck: Error { let errno: Int32 }
}
#endif
