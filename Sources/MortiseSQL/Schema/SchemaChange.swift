/// A step from one schema to the next, in terms that every dialect renders.
public enum SchemaChange: Sendable, Hashable {
    /// Creates a table.
    case createTable(TableDefinition)
    /// Drops a table; the definition is there for the way back.
    case dropTable(TableDefinition)
    /// Adds a column.
    case addColumn(ColumnDefinition, table: String)
    /// Drops a column; the definition is there for the way back.
    case dropColumn(ColumnDefinition, table: String)
    /// Renames a column.
    case renameColumn(from: String, to: String, table: String)
    /// Creates an index.
    case createIndex(IndexDefinition)
    /// Drops an index; the definition is there for the way back.
    case dropIndex(IndexDefinition)
    /// SQL statements by dialect name, for what the other cases cannot say. They must leave tables and indexes as the
    /// other cases describe them, or verification reports a difference.
    case perDialect(up: [String: [String]], down: [String: [String]]?)

    /// The change that undoes this one; `nil` where there is none.
    public var inverse: SchemaChange? {
        switch self {
        case .createTable(let table): .dropTable(table)
        case .dropTable(let table): .createTable(table)
        case .addColumn(let column, let table): .dropColumn(column, table: table)
        case .dropColumn(let column, let table): .addColumn(column, table: table)
        case .renameColumn(let from, let to, let table): .renameColumn(from: to, to: from, table: table)
        case .createIndex(let index): .dropIndex(index)
        case .dropIndex(let index): .createIndex(index)
        case .perDialect(let up, let down?): .perDialect(up: down, down: up)
        case .perDialect(_, nil): nil
        }
    }
}
