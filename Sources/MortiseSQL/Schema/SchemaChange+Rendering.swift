extension SchemaChange {
    /// The statements that make the change, in order, without semicolons.
    ///
    /// - Throws: ``DatabaseError`` with code `.unsupported` where the dialect has no form of it.
    public func statements(for dialect: any SQLDialect) throws(DatabaseError) -> [String] {
        let quoted = dialect.quoted
        switch self {
        case .createTable(let table): return [table.creation(for: dialect)]
        case .dropTable(let table): return ["DROP TABLE \(quoted(table.name))"]
        case .addColumn(let column, let table):
            return ["ALTER TABLE \(quoted(table)) ADD COLUMN \(column.text(for: dialect))"]
        case .dropColumn(let column, let table):
            return ["ALTER TABLE \(quoted(table)) DROP COLUMN \(quoted(column.name))"]
        case .renameColumn(let from, let to, let table):
            return ["ALTER TABLE \(quoted(table)) RENAME COLUMN \(quoted(from)) TO \(quoted(to))"]
        case .createIndex(let index): return [index.creation(for: dialect)]
        case .dropIndex(let index): return ["DROP INDEX \(quoted(index.name))"]
        case .perDialect(let up, _):
            guard let statements = up[dialect.name] else {
                throw DatabaseError(.unsupported, "the migration has no statements for \(dialect.name)")
            }
            return statements
        }
    }
}

extension TableDefinition {
    func creation(for dialect: any SQLDialect) -> String {
        var parts = columns.map { $0.text(for: dialect) }
        parts.append("CONSTRAINT \(dialect.quoted("\(name)_pkey")) PRIMARY KEY \(dialect.list(primaryKey))")
        for key in foreignKeys {
            parts.append(
                "CONSTRAINT \(dialect.quoted(key.name(in: name))) FOREIGN KEY \(dialect.list(key.columns)) REFERENCES "
                    + "\(dialect.quoted(key.table)) \(dialect.list(key.references)) ON DELETE \(key.onDelete.rawValue)")
        }
        for check in checks {
            parts.append("CONSTRAINT \(dialect.quoted(check.name)) CHECK (\(check.condition))")
        }
        let body = parts.joined(separator: ",\n    ")
        return "CREATE TABLE \(dialect.quoted(name)) (\n    \(body)\n)\(dialect.tableOptions(isKeyed: isKeyed))"
    }
}

extension ForeignKeyDefinition {
    func name(in table: String) -> String { "\(table)_\(columns.joined(separator: "_"))_fkey" }
}

extension IndexDefinition {
    func creation(for dialect: any SQLDialect) -> String {
        let kind = isUnique ? "UNIQUE INDEX" : "INDEX"
        let filter = condition.map { " WHERE \($0)" } ?? ""
        return "CREATE \(kind) \(dialect.quoted(name)) ON \(dialect.quoted(table)) \(dialect.list(columns))\(filter)"
    }
}

extension SQLDialect {
    fileprivate func list(_ names: [String]) -> String {
        "(\(names.map(quoted).joined(separator: ", ")))"
    }
}
