/// The column types that exist on every database, each mapped once by a dialect.
public enum SQLType: String, Sendable, Hashable, CaseIterable {
    /// A UUID: `uuid` on PostgreSQL, a 16-byte `BLOB` on SQLite.
    case uuid
    /// A moment with microsecond precision: `timestamptz` on PostgreSQL, integer microseconds since 1970 on SQLite.
    case instant
    /// A truth value: `boolean` on PostgreSQL, 0 or 1 on SQLite.
    case bool
    /// A signed 64-bit integer.
    case int64
    /// UTF-8 text without NUL.
    case text
    /// A byte string.
    case bytes
    /// A JSON document, opaque to the query builder: `jsonb` on PostgreSQL, text on SQLite.
    case json
    /// An IPv4 or IPv6 address in canonical text form: `inet` on PostgreSQL, text on SQLite.
    case ip
}
