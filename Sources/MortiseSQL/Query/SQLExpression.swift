/// Something that has a value in a statement: a column, a parameter, or an expression of them.
public protocol SQLExpression<Value>: Sendable {
    /// The Swift type of the value.
    associatedtype Value: SQLConvertible

    /// The SQL of it, closed in itself: it may stand beside any operator.
    var fragment: SQLFragment { get }
}

/// A computed value.
public struct Expression<Value: SQLConvertible>: SQLExpression {
    /// The SQL of it.
    public let fragment: SQLFragment

    /// An expression from a fragment, which is put in parentheses unless `isClosed`.
    init(_ fragment: SQLFragment, isClosed: Bool = false) {
        self.fragment = isClosed ? fragment : fragment.parenthesized
    }

    /// A value that is part of the statement, bound as a placeholder.
    public init(_ value: Value) {
        self.init(.bound(value), isClosed: true)
    }

    /// A raw fragment as an expression of this type.
    public init(unsafeRaw fragment: SQLFragment) {
        self.init(fragment)
    }
}

extension Expression where Value == Bool {
    /// Whether a condition holds; for one that is never `NULL`.
    public init(_ condition: Predicate) {
        self.init(condition.fragment, isClosed: true)
    }
}

/// A value that is part of the statement itself rather than an input, bound as a placeholder.
public func constant<Value: SQLConvertible>(_ value: Value) -> Expression<Value> { Expression(value) }

/// The number of rows.
public func count() -> Expression<Int64> { Expression(.sql("COUNT(*)"), isClosed: true) }

/// The greatest of two values.
public func greatest<Left: SQLExpression, Right: SQLExpression>(
    _ left: Left, _ right: Right
) -> Expression<Left.Value.Wrapped> where Left.Value.Wrapped == Right.Value.Wrapped {
    Expression(
        .feature(.greatest) + (left.fragment + ", " + right.fragment).parenthesized, isClosed: true)
}

/// The least of two values.
public func least<Left: SQLExpression, Right: SQLExpression>(
    _ left: Left, _ right: Right
) -> Expression<Left.Value.Wrapped> where Left.Value.Wrapped == Right.Value.Wrapped {
    Expression(.feature(.least) + (left.fragment + ", " + right.fragment).parenthesized, isClosed: true)
}

extension SQLExpression where Value.Wrapped == Int64 {
    /// The sum.
    public static func + (lhs: Self, rhs: some SQLExpression<Int64>) -> Expression<Int64> {
        Expression(lhs.fragment + " + " + rhs.fragment)
    }

    /// The sum with a fixed number.
    public static func + (lhs: Self, rhs: Int64) -> Expression<Int64> { lhs + constant(rhs) }

    /// The difference.
    public static func - (lhs: Self, rhs: some SQLExpression<Int64>) -> Expression<Int64> {
        Expression(lhs.fragment + " - " + rhs.fragment)
    }
}

extension SQLExpression {
    /// This value, or the other where this is `NULL`.
    public func orElse(_ other: some SQLExpression<Value.Wrapped>) -> Expression<Value.Wrapped> {
        Expression("COALESCE(" + fragment + ", " + other.fragment + ")", isClosed: true)
    }

    /// The greatest value of all rows; `NULL` where there is none.
    public var maximum: Expression<Value.Wrapped?> { Expression("MAX(" + fragment + ")", isClosed: true) }

    /// The least value of all rows; `NULL` where there is none.
    public var minimum: Expression<Value.Wrapped?> { Expression("MIN(" + fragment + ")", isClosed: true) }
}

extension Predicate {
    /// One value where the predicate holds, another where it does not: `CASE WHEN … THEN … ELSE … END`.
    public func then<Yes: SQLExpression, No: SQLExpression>(
        _ yes: Yes, else no: No
    ) -> Expression<Yes.Value> where Yes.Value.Wrapped == No.Value.Wrapped {
        Expression(
            "CASE WHEN " + fragment + " THEN " + yes.fragment + " ELSE " + no.fragment + " END", isClosed: false)
    }
}
