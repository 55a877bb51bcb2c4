/// A table as a migration declares it.
public struct TableDefinition: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The columns, in order.
    public internal(set) var columns: [ColumnDefinition]
    /// The columns of the primary key; its constraint is named `{table}_pkey`.
    public let primaryKey: [String]
    /// The references to other tables.
    public let foreignKeys: [ForeignKeyDefinition]
    /// The conditions every row meets.
    public let checks: [CheckDefinition]
    /// Whether rows are nearly always reached through the primary key; SQLite then stores them in its index.
    public let isKeyed: Bool

    /// A table.
    public init(
        _ name: StaticString, columns: [ColumnDefinition], primaryKey: [StaticString],
        foreignKeys: [ForeignKeyDefinition] = [], checks: [CheckDefinition] = [], isKeyed: Bool = true
    ) {
        self.name = name.description
        self.columns = columns
        self.primaryKey = primaryKey.map(\.description)
        self.foreignKeys = foreignKeys
        self.checks = checks
        self.isKeyed = isKeyed
    }
}

/// A reference to another table's primary key or unique columns; named `{table}_{columns}_fkey`.
public struct ForeignKeyDefinition: Sendable, Hashable {
    /// What becomes of a row whose target is deleted.
    public enum OnDelete: String, Sendable, Hashable {
        /// The deletion is refused.
        case restrict = "RESTRICT"
        /// The row is deleted too.
        case cascade = "CASCADE"
        /// The reference becomes `NULL`.
        case setNull = "SET NULL"
    }

    /// The referring columns.
    public let columns: [String]
    /// The table referred to.
    public let table: String
    /// The columns referred to.
    public let references: [String]
    /// What becomes of a row whose target is deleted.
    public let onDelete: OnDelete

    /// A reference.
    public init(
        _ columns: [StaticString], references table: StaticString, _ targets: [StaticString], onDelete: OnDelete
    ) {
        self.columns = columns.map(\.description)
        self.table = table.description
        references = targets.map(\.description)
        self.onDelete = onDelete
    }
}

/// A condition that every row of a table meets.
public struct CheckDefinition: Sendable, Hashable {
    /// The constraint's name.
    public let name: String
    /// The condition, in SQL that all dialects share.
    public let condition: String

    /// A condition.
    public init(_ name: StaticString, _ condition: StaticString) {
        self.name = name.description
        self.condition = condition.description
    }

    /// The column holds one of these texts.
    public init(_ name: StaticString, column: StaticString, isOneOf values: [StaticString]) {
        self.name = name.description
        let list = values.map { "'\($0)'" }.joined(separator: ", ")
        condition = "\(column) IN (\(list))"
    }
}
