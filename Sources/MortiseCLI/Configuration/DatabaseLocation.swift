#if CLI
/// Where the data is: what `MORTISE_DATABASE_URL` says.
enum DatabaseLocation: Sendable, Hashable {
    /// An SQLite file.
    case sqliteFile(String)
    /// A private SQLite database in memory, gone at the end.
    case sqliteMemory
    /// A PostgreSQL server, by a connection URL as libpq takes it. It may hold a password.
    case postgres(String)
}

extension ValueForm where Value == DatabaseLocation {
    /// `sqlite:path`, `sqlite::memory:`, `postgres://…` or `postgresql://…`.
    static var database: ValueForm {
        ValueForm(
            "`sqlite:PATH`, `sqlite::memory:` or `postgres://…`", shown: DatabaseURLRedaction.shown
        ) { text throws(InvalidValue) in
            guard !text.utf8.contains(0) else {
                throw InvalidValue("holds NUL", fix: "Give sqlite:PATH or postgres://USER@HOST/NAME")
            }
            if text == "sqlite::memory:" { return .sqliteMemory }
            if text.hasPrefix("sqlite:") {
                let path = String(text.dropFirst("sqlite:".count))
                guard !path.isEmpty, !path.hasPrefix("//") else {
                    throw InvalidValue(
                        path.isEmpty ? "has no path" : "has slashes of a host",
                        fix: "Write the path right after the colon: sqlite:app.db or sqlite:/var/lib/app/app.db")
                }
                return .sqliteFile(path)
            }
            guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
                throw InvalidValue(
                    "is not a database URL",
                    fix: "Give sqlite:PATH, sqlite::memory: or postgres://USER@HOST/NAME")
            }
            return .postgres(text)
        }
    }
}
#endif
