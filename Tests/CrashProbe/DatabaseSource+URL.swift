#if CLI
import MortisePostgres
import MortiseSQL
import MortiseSQLite

extension DatabaseSource {
    /// The database that a URL names as `mortise` takes it.
    static func at(_ url: String) -> DatabaseSource {
        let prefix = "sqlite:"
        return url.hasPrefix(prefix) ? .sqlite(path: String(url.dropFirst(prefix.count))) : .postgres(url)
    }
}
#endif
