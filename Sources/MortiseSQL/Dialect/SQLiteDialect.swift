/// SQLite 3.37 or newer: STRICT tables, RETURNING, numbered placeholders.
public struct SQLiteDialect: SQLDialect {
    /// The dialect.
    public init() {}

    /// `sqlite`
    public var name: String { "sqlite" }

    /// The identifier in double quotes.
    public func quoted(_ identifier: String) -> String { doubleQuoted(identifier) }

    /// `?n`
    public func placeholder(_ number: Int) -> String { "?\(number)" }

    /// The storage class in a STRICT table.
    public func columnType(_ type: SQLType) -> String {
        switch type {
        case .uuid, .bytes: "BLOB"
        case .instant, .bool, .int64: "INTEGER"
        case .text, .json, .ip: "TEXT"
        }
    }

    /// SQLite knows no boolean and no UUID, so checks hold them to their form, as PostgreSQL does by type.
    public func typeCheck(_ type: SQLType, column: String) -> String? {
        switch type {
        case .bool: "\(column) IN (0, 1)"
        case .uuid: "length(\(column)) = 16"
        case .instant, .int64, .text, .bytes, .json, .ip: nil
        }
    }

    /// STRICT, and WITHOUT ROWID for keyed tables, which saves a second search per lookup.
    public func tableOptions(isKeyed: Bool) -> String { isKeyed ? " STRICT, WITHOUT ROWID" : " STRICT" }

    /// Locks render to nothing: a write transaction holds the only write lock there is.
    public func render(_ feature: SQLFeature) -> String {
        switch feature {
        case .greatest: "MAX"
        case .least: "MIN"
        case .rowLock, .transactionLock: ""
        }
    }

    /// IMMEDIATE for writes: the lock is taken at the start, so a transaction never fails half-way to get it.
    public func begin(_ mode: TransactionMode) -> String {
        switch mode {
        case .read: "BEGIN"
        case .write: "BEGIN IMMEDIATE"
        }
    }

    /// `false`: every schema change can be part of a transaction.
    public var runsMigrationsOutsideTransactions: Bool { false }
}
