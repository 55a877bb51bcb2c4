/// A statement with its values, ready to run.
public struct Statement<Output: Sendable>: Sendable {
    /// The statement without its values.
    public let template: StatementTemplate
    /// One value for each placeholder.
    public let bindings: [SQLValue]
    /// Makes a value of a row.
    public let decode: @Sendable (any RowSource) throws(DatabaseError) -> Output

    @usableFromInline init(
        template: StatementTemplate, bindings: [SQLValue],
        decode: @escaping @Sendable (any RowSource) throws(DatabaseError) -> Output
    ) {
        self.template = template
        self.bindings = bindings
        self.decode = decode
    }

    /// A statement for one use: rendered anew, not kept prepared, run off the caller's thread.
    ///
    /// - Parameters:
    ///   - name: Its name in logs and metrics.
    ///   - body: The statement; values in it are bound constants.
    public init(once name: String, _ body: some StatementBody<Output>) {
        let template = StatementTemplate(
            name, fragment: body.fragment, inputTypes: [], columnTypes: body.projection.types,
            isWrite: body.isWrite, isScan: true, isReused: false)
        self.init(template: template, bindings: template.constants, decode: body.projection.decode)
    }
}

/// What a statement gave.
public struct StatementResult<Output: Sendable>: Sendable {
    /// The returned rows.
    public var rows: [Output]
    /// The number of rows inserted, updated or deleted; 0 for a SELECT.
    public var changes: Int

    /// A result.
    public init(rows: [Output], changes: Int) {
        self.rows = rows
        self.changes = changes
    }
}
