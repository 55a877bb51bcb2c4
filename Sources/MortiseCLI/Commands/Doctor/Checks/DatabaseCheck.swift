#if CLI
import Mortise
import MortiseSQL

/// Whether the database can be reached and read, and is of a version that is supported.
struct DatabaseCheck: Check {
    let name = "database"

    func findings(in installation: Installation) async -> [Finding] {
        switch installation.storage {
        case .open(let database):
            if let failure = installation.readFailure {
                return [
                    .failed(failure, otherwise: "Let this user read the tables, or name another MORTISE_DATABASE_URL.")
                ]
            }
            do throws(DatabaseError) {
                return [.ok(try await Self.version(of: database))]
            } catch {
                return [.failed(error, otherwise: "Look into the database's own log.")]
            }
        case .inMemory:
            return [
                .warning(
                    "it is in memory, and ends with the process",
                    fix: "Set MORTISE_DATABASE_URL to a file or a server, unless this is a test.")
            ]
        case .missing(let path):
            guard installation.configuration.isDefaultDatabase else {
                return [
                    .failed(
                        "\(path) does not exist",
                        fix: "Make it with `mortise migrate up`, or correct MORTISE_DATABASE_URL.")
                ]
            }
            return [
                .warning(
                    "\(path) does not exist yet",
                    fix:
                        "Start `mortise serve`, which makes it; where there is one already, name its folder with --data."
                )
            ]
        case .failed(let error):
            guard case .postgres = installation.configuration.database else {
                return [.failed(error, otherwise: "Correct MORTISE_DATABASE_URL, or run this as the server's user.")]
            }
            // PgBouncer's words for what is sent where statements stay prepared.
            let isPooled = error.message.contains("unsupported startup parameter")
            return [
                .failed(
                    saying: "it cannot be opened: \(error.message)",
                    otherwise: isPooled
                        ? "Set MORTISE_PREPARED_STATEMENTS=off, for PgBouncer in transaction mode."
                        : "Start the database server, or correct MORTISE_DATABASE_URL.")
            ]
        }
    }

    /// What answers. Too old a version does not get this far: it is refused when the database is opened.
    private static func version(of database: any Database) async throws(DatabaseError) -> String {
        let isSQLite = database.dialect.name == "sqlite"
        let query: SQLFragment =
            isSQLite ? .sql("SELECT sqlite_version()") : .sql("SELECT current_setting('server_version')")
        let text = Projection(Expression<String>(unsafeRaw: .sql("version")))
        let version = try await database.first(Statement(once: "doctor.version", Raw(query, returning: text)))
        return "\(isSQLite ? "SQLite" : "PostgreSQL") \(version ?? "")"
    }
}
#endif
