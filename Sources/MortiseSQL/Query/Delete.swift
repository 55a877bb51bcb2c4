/// A DELETE. It needs a condition: a delete of every row says so with ``everyRow``.
public struct Delete<Output: Sendable>: StatementBody {
    /// What it returns.
    public let projection: Projection<Output>
    private let table: SQLFragment
    private let condition: Predicate

    private init(_ projection: Projection<Output>, table: SQLFragment, condition: Predicate) {
        self.projection = projection
        self.table = table
        self.condition = condition
    }

    /// Returns columns of the rows as they were.
    public func returning<Other>(_ projection: Projection<Other>) -> Delete<Other> {
        Delete<Other>(projection, table: table, condition: condition)
    }

    /// The SQL.
    public var fragment: SQLFragment {
        "DELETE FROM " + table + " WHERE " + condition.fragment + projection.returningClause
    }

    /// `true`
    public var isWrite: Bool { true }
}

extension Delete where Output == Void {
    /// A DELETE of the rows for which the condition holds.
    public init(from table: some Table, where condition: Predicate) {
        self.init(.none, table: table.source, condition: condition)
    }
}

/// A condition that every row meets.
public var everyRow: Predicate { Predicate(.sql("1 = 1")) }
