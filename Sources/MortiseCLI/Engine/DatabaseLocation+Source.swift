#if CLI
import MortisePostgres
import MortiseSQL
import MortiseSQLite

extension DatabaseLocation {
    /// What a command may do to a database.
    enum Access: Sendable {
        /// Looks, and leaves no trace: no write, no file.
        case look
        /// Reads and writes.
        case use
        /// Reads and writes; a missing SQLite file is made.
        case make
    }

    /// The database to open.
    ///
    /// - Parameters:
    ///   - access: What may be done to it.
    ///   - preparesStatements: Whether statements stay prepared on a PostgreSQL server.
    func source(_ access: Access, preparesStatements: Bool) -> DatabaseSource {
        switch self {
        case .sqliteFile(let path):
            var file = SQLiteConfiguration(.file(path), createsFile: access == .make, isReadOnly: access == .look)
            file.leavesNoTrace = access == .look
            return .sqlite(file)
        case .sqliteMemory: return .sqlite(SQLiteConfiguration(.memory))
        case .postgres(let url):
            var server = PostgresConfiguration(url)
            server.preparedStatements = preparesStatements
            server.isReadOnly = access == .look
            return .postgres(server)
        }
    }
}
#endif
