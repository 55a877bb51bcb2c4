/// PostgreSQL 13 or newer.
public struct PostgresDialect: SQLDialect {
    /// The dialect.
    public init() {}

    /// `postgres`
    public var name: String { "postgres" }

    /// The identifier in double quotes.
    public func quoted(_ identifier: String) -> String { doubleQuoted(identifier) }

    /// `$n`
    public func placeholder(_ number: Int) -> String { "$\(number)" }

    /// The native type.
    public func columnType(_ type: SQLType) -> String {
        switch type {
        case .uuid: "uuid"
        case .instant: "timestamptz"
        case .bool: "boolean"
        case .int64: "bigint"
        case .text: "text"
        case .bytes: "bytea"
        case .json: "jsonb"
        case .ip: "inet"
        }
    }

    /// `nil`: the native types enforce themselves.
    public func typeCheck(_ type: SQLType, column: String) -> String? { nil }

    /// Nothing: every table is a heap.
    public func tableOptions(isKeyed: Bool) -> String { "" }

    /// The native spelling.
    public func render(_ feature: SQLFeature) -> String {
        switch feature {
        case .greatest: "GREATEST"
        case .least: "LEAST"
        case .rowLock(.forUpdate): " FOR UPDATE"
        case .rowLock(.forUpdateSkippingLocked): " FOR UPDATE SKIP LOCKED"
        case .transactionLock: "pg_advisory_xact_lock"
        }
    }

    /// A read transaction sees one snapshot. A write transaction is READ COMMITTED: single guarded statements carry
    /// the guarantees, and each of them must see what others have committed. It does not ask for READ WRITE: that would
    /// override a server that was made read-only, and a standby would call it unsupported instead of read-only.
    public func begin(_ mode: TransactionMode) -> String {
        switch mode {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        case .write: "BEGIN ISOLATION LEVEL READ COMMITTED"
        }
    }

    /// `true`: as CREATE INDEX CONCURRENTLY.
    public var runsMigrationsOutsideTransactions: Bool { true }
}
