/// A column of a table, with the Swift type of its values.
public struct Column<Value: SQLConvertible>: SQLExpression {
    /// The table's name.
    public let table: String
    /// The column's own name.
    public let name: String

    /// The column, qualified with its table.
    public var fragment: SQLFragment { .name(table) + "." + .name(name) }

    /// The new value of the column in an INSERT or UPDATE.
    public func set<Source: SQLExpression>(to source: Source) -> Assignment
    where Source.Value.Wrapped == Value.Wrapped {
        Assignment(column: name, value: source.fragment)
    }

    /// A fixed new value of the column in an INSERT or UPDATE, bound as part of the statement.
    public func set(to value: Value) -> Assignment {
        Assignment(column: name, value: .bound(value))
    }

    /// The value the row would have had: in the update of an INSERT that met an existing row.
    public var excluded: Expression<Value> {
        Expression(.sql("excluded.") + .name(name), isClosed: true)
    }
}

/// A table that statements are written against. Its columns are stored properties, so a name is written once.
///
/// ```swift
/// struct Notes: Table {
///     static let name = "notes"
///     let id = column("id", UUID.self)
///     let text = column("text", String?.self)
/// }
/// ```
public protocol Table: Sendable {
    /// The table's name.
    static var name: String { get }
}

extension Table {
    /// A column of this table.
    ///
    /// - Parameters:
    ///   - name: The column's name, a literal.
    ///   - type: The type of its values, optional where the column may be `NULL`.
    public static func column<Value: SQLConvertible>(_ name: StaticString, _ type: Value.Type) -> Column<Value> {
        Column(table: Self.name, name: name.description)
    }

    var source: SQLFragment { .name(Self.name) }
}

/// A column and its new value.
public struct Assignment: Sendable {
    let column: String
    let value: SQLFragment
}
