/// An INSERT of one row.
public struct Insert<Output: Sendable>: StatementBody {
    /// What it returns.
    public let projection: Projection<Output>
    private let table: SQLFragment
    private let values: [Assignment]
    private var condition: Predicate?
    private var conflict = SQLFragment()

    private init(
        _ projection: Projection<Output>, table: SQLFragment, values: [Assignment], condition: Predicate?,
        conflict: SQLFragment
    ) {
        self.projection = projection
        self.table = table
        self.values = values
        self.condition = condition
        self.conflict = conflict
    }

    /// Inserts the row only where the condition holds, as that another row exists.
    public func when(_ condition: Predicate) -> Insert {
        with { $0.condition = condition }
    }

    /// Inserts nothing where the row would break a uniqueness rule: any, or that of the given columns.
    ///
    /// - Parameters:
    ///   - target: The columns of the unique index; none means every rule.
    ///   - condition: The condition of a partial unique index.
    public func onConflictDoNothing(_ target: [String] = [], where condition: Predicate? = nil) -> Insert {
        with { $0.conflict = " ON CONFLICT" + Self.target(target, condition) + " DO NOTHING" }
    }

    /// Updates the existing row where the new one would break the uniqueness of the given columns.
    ///
    /// - Parameters:
    ///   - target: The columns of the unique index.
    ///   - indexCondition: The condition of a partial unique index.
    ///   - assignments: The new values; ``Column/excluded`` is the value the new row would have had.
    ///   - guardCondition: Updates, and returns a row, only where it holds.
    public func onConflict(
        _ target: [String], where indexCondition: Predicate? = nil, update assignments: [Assignment],
        onlyIf guardCondition: Predicate? = nil
    ) -> Insert {
        with {
            $0.conflict = " ON CONFLICT" + Self.target(target, indexCondition) + " DO UPDATE SET " + assignments.list
            if let guardCondition { $0.conflict += " WHERE " + guardCondition.fragment }
        }
    }

    /// Returns columns of the inserted or updated row.
    public func returning<Other>(_ projection: Projection<Other>) -> Insert<Other> {
        Insert<Other>(projection, table: table, values: values, condition: condition, conflict: conflict)
    }

    /// The SQL.
    public var fragment: SQLFragment {
        var sql = "INSERT INTO " + table + " (" + values.map { .name($0.column) }.joined(separator: ", ") + ")"
        let row = values.map(\.value).joined(separator: ", ")
        sql += condition.map { " SELECT " + row + " WHERE " + $0.fragment } ?? " VALUES (" + row + ")"
        return sql + conflict + projection.returningClause
    }

    /// `true`
    public var isWrite: Bool { true }

    private static func target(_ columns: [String], _ condition: Predicate?) -> SQLFragment {
        guard !columns.isEmpty else { return SQLFragment() }
        let list = " (" + columns.map { SQLFragment.name($0) }.joined(separator: ", ") + ")"
        return condition.map { list + " WHERE " + $0.fragment } ?? list
    }

    private func with(_ change: (inout Insert) -> Void) -> Insert {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Insert where Output == Void {
    /// An INSERT of one row with these values.
    public init(into table: some Table, _ values: [Assignment]) {
        self.init(.none, table: table.source, values: values, condition: nil, conflict: SQLFragment())
    }
}

extension [Assignment] {
    var list: SQLFragment {
        map { .name($0.column) + " = " + $0.value }.joined(separator: ", ")
    }
}

extension Projection {
    var returningClause: SQLFragment { expressions.isEmpty ? SQLFragment() : " RETURNING " + list }
}
