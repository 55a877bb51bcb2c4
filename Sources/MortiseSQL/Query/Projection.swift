/// What a statement returns: expressions, and how a row of them becomes a Swift value.
public struct Projection<Output: Sendable>: Sendable {
    let expressions: [SQLFragment]
    let types: [SQLType]
    @usableFromInline let decode: @Sendable (any RowSource) throws(DatabaseError) -> Output

    /// Columns, and the closure that makes a value of them; argument n is column n by construction.
    @inlinable public init<each Source: SQLExpression>(
        _ sources: repeat each Source,
        as make: @escaping @Sendable (repeat (each Source).Value) -> Output
    ) {
        // Inlinable, so that the compiler knows the columns' types where it makes the decoder: without that every row
        // pays for looking them up, which is most of the cost of decoding.
        var expressions: [SQLFragment] = []
        var types: [SQLType] = []
        for source in repeat each sources {
            expressions.append(source.fragment)
        }
        repeat types.append((each Source).Value.sqlType)
        self.init(expressions: expressions, types: types) { (row: any RowSource) throws(DatabaseError) -> Output in
            var index = 0
            return make(repeat try decodeNext((each Source).Value.self, of: row, at: &index))
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

    @usableFromInline init(
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

/// Reads a column and moves on to the next one.
@inlinable @inline(__always) func decodeNext<Value: SQLConvertible>(
    _: Value.Type, of row: any RowSource, at index: inout Int
) throws(DatabaseError) -> Value {
    defer { index += 1 }
    return try Value(row: row, at: index)
}

extension Projection where Output: SQLConvertible {
    /// One column.
    @inlinable public init<Source: SQLExpression>(_ source: Source) where Source.Value == Output {
        self.init(source) { $0 }
    }
}

extension Projection where Output == Void {
    /// Nothing: the statement returns no rows.
    static var none: Projection { Projection(expressions: [], types: []) { _ in } }
}
