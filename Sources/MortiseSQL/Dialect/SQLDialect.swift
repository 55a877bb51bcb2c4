/// What differs between databases, in one place. A dialect throws on what it lacks; it never drops it.
public protocol SQLDialect: Sendable {
    /// The dialect's name in file names and commands: `sqlite`, `postgres`.
    var name: String { get }

    /// A quoted identifier.
    func quoted(_ identifier: String) -> String

    /// The placeholder with this number, from 1.
    func placeholder(_ number: Int) -> String

    /// The column type's name.
    func columnType(_ type: SQLType) -> String

    /// A condition that a column of this type needs to hold nothing else; `nil` where the database enforces it.
    ///
    /// - Parameter column: The column's name, quoted.
    func typeCheck(_ type: SQLType, column: String) -> String?

    /// What follows the closing parenthesis of CREATE TABLE.
    ///
    /// - Parameter isKeyed: Whether the table is always reached through its primary key.
    func tableOptions(isKeyed: Bool) -> String

    /// How the dialect spells a feature.
    ///
    /// - Throws: ``DatabaseError`` with code `.unsupported`.
    func render(_ feature: SQLFeature) throws(DatabaseError) -> String

    /// The statement that opens a transaction.
    func begin(_ mode: TransactionMode) -> String

    /// Whether some schema changes cannot be part of a transaction, so that a migration may ask to run outside of one.
    var runsMigrationsOutsideTransactions: Bool { get }
}
