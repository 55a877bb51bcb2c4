#if CLI
import MortisePostgres
import MortiseSQL
import MortiseSQLite

extension DatabaseLocation {
    /// The database to open.
    ///
    /// - Parameter createsFile: Whether a missing SQLite file is made.
    func source(createsFile: Bool) -> DatabaseSource {
        switch self {
        case .sqliteFile(let path): .sqlite(SQLiteConfiguration(.file(path), createsFile: createsFile))
        case .sqliteMemory: .sqlite(SQLiteConfiguration(.memory))
        case .postgres(let url): .postgres(url)
        }
    }
}
#endif
