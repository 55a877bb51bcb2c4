/// A condition. Always in parentheses once rendered, so that precedence never depends on where it is used.
public struct Predicate: Sendable, Hashable {
    let fragment: SQLFragment

    init(_ fragment: SQLFragment) {
        self.fragment = fragment.parenthesized
    }

    /// A raw fragment as a condition.
    public init(unsafeRaw fragment: SQLFragment) {
        self.init(fragment)
    }

    /// Both hold.
    public static func && (lhs: Predicate, rhs: Predicate) -> Predicate {
        Predicate(lhs.fragment + " AND " + rhs.fragment)
    }

    /// At least one holds.
    public static func || (lhs: Predicate, rhs: Predicate) -> Predicate {
        Predicate(lhs.fragment + " OR " + rhs.fragment)
    }

    /// It does not hold.
    public static prefix func ! (predicate: Predicate) -> Predicate {
        Predicate("NOT " + predicate.fragment)
    }

    /// The SELECT has at least one row.
    public static func exists<Output>(_ select: Select<Output>) -> Predicate {
        Predicate("EXISTS (" + select.fragment + ")")
    }
}

// `SomeValue?` compares with `SomeValue`: SQL's comparisons are the same for both.
extension SQLExpression {
    /// Equal; never true where a side is `NULL`.
    public static func == <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " = " + rhs.fragment)
    }

    /// Not equal; never true where a side is `NULL`.
    public static func != <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " <> " + rhs.fragment)
    }

    /// Less; never true where a side is `NULL`.
    public static func < <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " < " + rhs.fragment)
    }

    /// Less or equal; never true where a side is `NULL`.
    public static func <= <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " <= " + rhs.fragment)
    }

    /// Greater; never true where a side is `NULL`.
    public static func > <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " > " + rhs.fragment)
    }

    /// Greater or equal; never true where a side is `NULL`.
    public static func >= <Other: SQLExpression>(lhs: Self, rhs: Other) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        Predicate(lhs.fragment + " >= " + rhs.fragment)
    }

    /// `NULL`.
    public var isNull: Predicate { Predicate(fragment + " IS NULL") }

    /// Anything but `NULL`.
    public var isNotNull: Predicate { Predicate(fragment + " IS NOT NULL") }

    /// One of the values.
    public func isIn(_ values: [Value.Wrapped]) -> Predicate {
        // An empty list is no SQL; nothing is in it.
        guard !values.isEmpty else { return Predicate(.sql("1 = 0")) }
        return Predicate(fragment + " IN (" + values.map { .bound($0) }.joined(separator: ", ") + ")")
    }
}

extension SQLExpression {
    /// Equal to one of the expressions.
    public func isOne<Other: SQLExpression>(of list: [Other]) -> Predicate
    where Value.Wrapped == Other.Value.Wrapped {
        guard !list.isEmpty else { return Predicate(.sql("1 = 0")) }
        return Predicate(fragment + " IN (" + list.map(\.fragment).joined(separator: ", ") + ")")
    }

    /// One of the values that a SELECT of one column returns.
    public func isIn<Output>(_ select: Select<Output>) -> Predicate {
        Predicate(fragment + " IN (" + select.fragment + ")")
    }
}

/// The next page of a keyset: rows that come after the given pair in the order of two columns.
public func isAfter<A: SQLExpression, B: SQLExpression, X: SQLExpression, Y: SQLExpression>(
    _ columns: (A, B), _ position: (X, Y)
) -> Predicate where A.Value.Wrapped == X.Value.Wrapped, B.Value.Wrapped == Y.Value.Wrapped {
    Predicate(pair(columns.0, columns.1) + " > " + pair(position.0, position.1))
}

/// The page before of a keyset: rows that come before the given pair in the order of two columns.
public func isBefore<A: SQLExpression, B: SQLExpression, X: SQLExpression, Y: SQLExpression>(
    _ columns: (A, B), _ position: (X, Y)
) -> Predicate where A.Value.Wrapped == X.Value.Wrapped, B.Value.Wrapped == Y.Value.Wrapped {
    Predicate(pair(columns.0, columns.1) + " < " + pair(position.0, position.1))
}

private func pair(_ first: some SQLExpression, _ second: some SQLExpression) -> SQLFragment {
    (first.fragment + ", " + second.fragment).parenthesized
}
