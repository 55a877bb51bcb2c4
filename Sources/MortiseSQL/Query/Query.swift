/// A statement with typed inputs and output, written once as a constant and run with values.
///
/// ```swift
/// static let byID = Query("notes.by_id") { (id: Parameter<UUID>) in
///     Select(Projection(notes.text), from: notes).where(notes.id == id)
/// }
/// let text = try await database.first(byID(someID))
/// ```
public struct Query<Output: Sendable, each Input: SQLConvertible>: Sendable {
    /// The statement without its values.
    public let template: StatementTemplate
    @usableFromInline let decode: @Sendable (any RowSource) throws(DatabaseError) -> Output

    /// A query.
    ///
    /// - Parameters:
    ///   - name: Its name in logs, metrics and golden files, as `users.by_id`.
    ///   - isScan: Whether it may touch many rows; a backend keeps such statements off the caller's thread.
    ///   - isLookup: Whether it reads what one unique key leads to: a backend may then ask many that wait at once as one
    ///     statement, which answers each of them.
    ///   - body: Builds the statement from its parameters, in their order.
    public init<Body: StatementBody<Output>>(
        _ name: String, isScan: Bool = false, isLookup: Bool = false,
        _ body: (repeat Parameter<each Input>) -> Body
    ) {
        var types: [SQLType] = []
        repeat types.append((each Input).sqlType)
        var index = -1
        func next<Value>(_: Value.Type) -> Parameter<Value> {
            index += 1
            return Parameter(index: index)
        }
        let body = body(repeat next((each Input).self))
        template = StatementTemplate(
            name, fragment: body.fragment, inputTypes: types, columnTypes: body.projection.types,
            isWrite: body.isWrite, isScan: isScan, isLookup: isLookup, isReused: true)
        decode = body.projection.decode
    }

    /// The statement with its values.
    @inlinable public func callAsFunction(_ input: repeat each Input) -> Statement<Output> {
        var bindings: [SQLValue] = []
        bindings.reserveCapacity(template.parameterTypes.count)
        repeat bindings.append((each input).sqlValue)
        if !template.constants.isEmpty { bindings += template.constants }
        return Statement(template: template, bindings: bindings, decode: decode)
    }
}
