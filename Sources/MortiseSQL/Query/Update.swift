/// An UPDATE. It needs a condition: an update of every row says so with ``everyRow``.
public struct Update<Output: Sendable>: StatementBody {
    /// What it returns.
    public let projection: Projection<Output>
    private let table: SQLFragment
    private let assignments: [Assignment]
    private let condition: Predicate

    private init(
        _ projection: Projection<Output>, table: SQLFragment, assignments: [Assignment], condition: Predicate
    ) {
        self.projection = projection
        self.table = table
        self.assignments = assignments
        self.condition = condition
    }

    /// Returns columns of the rows as they are after the update: the proof that the guard let it pass.
    public func returning<Other>(_ projection: Projection<Other>) -> Update<Other> {
        Update<Other>(projection, table: table, assignments: assignments, condition: condition)
    }

    /// The SQL.
    public var fragment: SQLFragment {
        "UPDATE " + table + " SET " + assignments.list + " WHERE " + condition.fragment + projection.returningClause
    }

    /// `true`
    public var isWrite: Bool { true }
}

extension Update where Output == Void {
    /// An UPDATE of the rows for which the condition holds.
    public init(_ table: some Table, set assignments: [Assignment], where condition: Predicate) {
        self.init(.none, table: table.source, assignments: assignments, condition: condition)
    }
}
