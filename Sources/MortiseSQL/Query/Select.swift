/// A SELECT.
public struct Select<Output: Sendable>: StatementBody {
    /// What it returns.
    public let projection: Projection<Output>
    private let source: SQLFragment
    private var joins = SQLFragment()
    private var condition: Predicate?
    private var grouping: [SQLFragment] = []
    private var ordering: [SQLFragment] = []
    private var maximum: SQLFragment?
    private var lock: RowLock?

    /// A SELECT of these expressions from a table.
    public init(_ projection: Projection<Output>, from table: some Table) {
        self.projection = projection
        source = table.source
    }

    /// Adds an inner join.
    public func join(_ table: some Table, on condition: Predicate) -> Select {
        with { $0.joins += " JOIN " + table.source + " ON " + condition.fragment }
    }

    /// Adds a left outer join.
    public func leftJoin(_ table: some Table, on condition: Predicate) -> Select {
        with { $0.joins += " LEFT JOIN " + table.source + " ON " + condition.fragment }
    }

    /// Adds a condition; several must all hold.
    public func `where`(_ predicate: Predicate) -> Select {
        with { $0.condition = $0.condition.map { $0 && predicate } ?? predicate }
    }

    /// Groups by an expression.
    public func group(by expression: some SQLExpression) -> Select {
        with { $0.grouping.append(expression.fragment) }
    }

    /// Orders by an expression, after the orders given before.
    public func order(by expression: some SQLExpression, descending: Bool = false) -> Select {
        with { $0.ordering.append(expression.fragment + (descending ? " DESC" : "")) }
    }

    /// Returns at most that many rows.
    public func limit(_ count: some SQLExpression<Int64>) -> Select {
        with { $0.maximum = count.fragment }
    }

    /// Locks the rows until the transaction ends.
    public func locked(_ lock: RowLock) -> Select {
        with { $0.lock = lock }
    }

    /// The SQL.
    public var fragment: SQLFragment {
        var sql = "SELECT " + projection.list + " FROM " + source + joins
        if let condition { sql += " WHERE " + condition.fragment }
        if !grouping.isEmpty { sql += " GROUP BY " + grouping.joined(separator: ", ") }
        if !ordering.isEmpty { sql += " ORDER BY " + ordering.joined(separator: ", ") }
        if let maximum { sql += " LIMIT " + maximum }
        if let lock { sql += .feature(.rowLock(lock)) }
        return sql
    }

    /// Whether it locks rows, which needs a write transaction.
    public var isWrite: Bool { lock != nil }

    private func with(_ change: (inout Select) -> Void) -> Select {
        var copy = self
        change(&copy)
        return copy
    }
}
