#if CLI
import MortisePostgres
import MortiseSQL
import MortiseSQLite

extension DatabaseSource {
    /// The database that a URL names as `mortise` takes it.
    ///
    /// - Parameter patience: The longest wait for a connection or a lock; long by default, for a busy machine.
    static func at(_ url: String, patience: Duration = .seconds(60)) -> DatabaseSource {
        let prefix = "sqlite:"
        guard url.hasPrefix(prefix) else {
            return DatabaseSource { () throws(DatabaseError) in
                var configuration = PostgresConfiguration(url)
                configuration.poolTimeout = patience
                return try await PostgresDatabase.open(configuration)
            }
        }
        return .sqlite(
            SQLiteConfiguration(
                .file(String(url.dropFirst(prefix.count))), busyTimeout: patience, poolTimeout: patience))
    }
}
#endif
