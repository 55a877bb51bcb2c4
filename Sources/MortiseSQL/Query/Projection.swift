/// What a statement returns: expressions, and how a row of them becomes a Swift value.
public struct Projection<Output: Sendable>: Sendable {
    let expressions: [SQLFragment]
    let types: [SQLType]
    let decode: @Sendable (any RowSource) throws(DatabaseError) -> Output

    /// Columns, and the closure that makes a value of them; argument n is column n by construction.
    public init<each Source: SQLExpression>(
        _ sources: repeat each Source,
        as make: @escaping @Sendable (repeat (each Source).Value) -> Output
    ) {
        var expressions: [SQLFragment] = []
        var types: [SQLType] = []
        for source in repeat each sources {
            expressions.append(source.fragment)
        }
        repeat types.append((each Source).Value.sqlType)
        self.expressions = expressions
        self.types = types
        decode = { (row: any RowSource) throws(DatabaseError) -> Output in
            var index = -1
            func next<Value: SQLConvertible>(_: Value.Type) throws(DatabaseError) -> Value {
                index += 1
                return try Value(row: row, at: index)
            }
            return make(repeat try next((each Source).Value.self))
        }
    }

    /// The same columns, their value made into another one.
    public func map<Other: Sendable>(
        _ transform: @escaping @Sendable (Output) throws(DatabaseError) -> Other
    ) -> Projection<Other> {
        let decode = decode
        return Projection<Other>(expressions: expressions, types: types) {
            (row: any RowSource) throws(DatabaseError) -> Other in try transform(decode(row))
        }
    }

    init(
        expressions: [SQLFragment], types: [SQLType],
        decode: @escaping @Sendable (any RowSource) throws(DatabaseError) -> Output
    ) {
        self.expressions = expressions
        self.types = types
        self.decode = decode
    }

    /// The expressions as a list.
    var list: SQLFragment { expressions.joined(separator: ", ") }
}

extension Projection where Output: SQLConvertible {
    /// One column.
    public init<Source: SQLExpression>(_ source: Source) where Source.Value == Output {
        self.init(source) { $0 }
    }
}

extension Projection where Output == Void {
    /// Nothing: the statement returns no rows.
    static var none: Projection { Projection(expressions: [], types: []) { _ in } }
}
