/// The tables and indexes that a series of changes leads to, computed without a database.
public struct Schema: Sendable, Hashable {
    /// The tables by name.
    public private(set) var tables: [String: TableDefinition] = [:]
    /// The indexes by name.
    public private(set) var indexes: [String: IndexDefinition] = [:]

    /// No tables.
    public init() {}

    /// Applies a change.
    public mutating func apply(_ change: SchemaChange) {
        switch change {
        case .createTable(let table): tables[table.name] = table
        case .dropTable(let table):
            tables[table.name] = nil
            indexes = indexes.filter { $0.value.table != table.name }
        case .addColumn(let column, let table): tables[table]?.columns.append(column)
        case .dropColumn(let column, let table): tables[table]?.columns.removeAll { $0.name == column.name }
        case .renameColumn(let from, let to, let table):
            let columns = tables[table]?.columns ?? []
            tables[table]?.columns = columns.map { $0.name == from ? $0.renamed(to: to) : $0 }
        case .createIndex(let index): indexes[index.name] = index
        case .dropIndex(let index): indexes[index.name] = nil
        case .perDialect: break
        }
    }

    /// The schema as one line a fact, in the form that ``SchemaShape`` reads from a database.
    public func shape(for dialect: any SQLDialect) -> SchemaShape {
        var facts: Set<String> = []
        for table in tables.values {
            for column in table.columns {
                let type = dialect.columnType(column.type).lowercased()
                facts.insert(
                    "column \(table.name).\(column.name) \(type) \(column.isNullable ? "null" : "not null")")
            }
            facts.insert("primary key \(table.name) (\(table.primaryKey.joined(separator: ",")))")
            for key in table.foreignKeys {
                facts.insert(
                    "foreign key \(table.name) (\(key.columns.joined(separator: ","))) references "
                        + "\(key.table) (\(key.references.joined(separator: ","))) \(key.onDelete.rawValue.lowercased())"
                )
            }
            for check in table.checks { facts.insert("check \(table.name) \(check.name)") }
        }
        for index in indexes.values {
            let kind = index.isUnique ? " unique" : ""
            let extent = index.condition == nil ? "" : " partial"
            facts.insert("index \(index.name) \(index.table) (\(index.columns.joined(separator: ",")))\(kind)\(extent)")
        }
        return SchemaShape(facts: facts)
    }
}
