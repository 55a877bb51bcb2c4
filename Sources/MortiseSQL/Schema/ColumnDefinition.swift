/// A column as a migration declares it: required unless it says otherwise.
public struct ColumnDefinition: Sendable, Hashable {
    /// A value that rows get which do not name the column.
    public enum Default: Sendable, Hashable {
        /// An integer.
        case int64(Int64)
        /// A truth value.
        case bool(Bool)
    }

    /// The name.
    public private(set) var name: String
    /// The type.
    public let type: SQLType
    /// Whether it may be `NULL`.
    public private(set) var isNullable = false
    /// The value of rows that do not name it.
    public private(set) var defaultValue: Default?

    /// A required column.
    public init(_ name: StaticString, _ type: SQLType) {
        self.name = name.description
        self.type = type
    }

    /// The same column, which may be `NULL`.
    public var nullable: ColumnDefinition {
        var copy = self
        copy.isNullable = true
        return copy
    }

    func renamed(to name: String) -> ColumnDefinition {
        var copy = self
        copy.name = name
        return copy
    }

    /// The same column with a default value.
    public func withDefault(_ value: Default) -> ColumnDefinition {
        var copy = self
        copy.defaultValue = value
        return copy
    }
}

extension ColumnDefinition {
    func text(for dialect: any SQLDialect) -> String {
        var text = "\(dialect.quoted(name)) \(dialect.columnType(type))"
        if !isNullable { text += " NOT NULL" }
        switch defaultValue {
        case .int64(let value): text += " DEFAULT \(value)"
        // SQLite stores truth values as integers and reads TRUE and FALSE as 1 and 0.
        case .bool(let value): text += " DEFAULT \(value ? "TRUE" : "FALSE")"
        case nil: break
        }
        if let check = dialect.typeCheck(type, column: dialect.quoted(name)) { text += " CHECK (\(check))" }
        return text
    }
}
