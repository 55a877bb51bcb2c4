/// A piece of SQL: text, identifiers and placeholders, rendered for a dialect only at the very end.
///
/// Values enter a fragment as ``Segment/constant(_:)`` or are supplied at execution through ``Segment/input(_:)``;
/// either way they become placeholders, so a value can never become SQL text.
public struct SQLFragment: Sendable, Hashable {
    /// One piece of a fragment.
    public enum Segment: Sendable, Hashable {
        /// Keywords and punctuation that are the same on every database.
        case sql(String)
        /// A name, quoted by the dialect.
        case identifier(String)
        /// The placeholder of a value given at execution: its position among the inputs, from 0.
        case input(Int)
        /// A value bound together with the statement itself.
        case constant(SQLValue, SQLType)
        /// Something the databases spell differently.
        case feature(SQLFeature)
    }

    /// The pieces, in order.
    public private(set) var segments: [Segment]

    init(_ segments: [Segment] = []) {
        self.segments = segments
    }

    /// SQL text taken as it is, for what the builder does not cover. It cannot hold values: append bound ones with
    /// ``bound(_:)``.
    ///
    /// - Parameter text: A string literal, so that no run-time string can become SQL.
    public init(unsafeRaw text: StaticString) {
        segments = [.sql(text.description)]
    }

    /// A value as a placeholder.
    public static func bound<Value: SQLConvertible>(_ value: Value) -> SQLFragment {
        SQLFragment([.constant(value.sqlValue, Value.sqlType)])
    }

    /// A table or column name, quoted by the dialect.
    public static func identifier(_ name: StaticString) -> SQLFragment {
        SQLFragment([.identifier(name.description)])
    }

    package static func sql(_ text: String) -> SQLFragment { SQLFragment([.sql(text)]) }

    package static func name(_ name: String) -> SQLFragment { SQLFragment([.identifier(name)]) }

    static func feature(_ feature: SQLFeature) -> SQLFragment { SQLFragment([.feature(feature)]) }

    /// The two fragments, one after the other.
    public static func + (lhs: SQLFragment, rhs: SQLFragment) -> SQLFragment {
        SQLFragment(lhs.segments + rhs.segments)
    }

    static func + (lhs: SQLFragment, rhs: String) -> SQLFragment { lhs + .sql(rhs) }

    static func + (lhs: String, rhs: SQLFragment) -> SQLFragment { .sql(lhs) + rhs }

    static func += (lhs: inout SQLFragment, rhs: SQLFragment) { lhs.segments += rhs.segments }

    static func += (lhs: inout SQLFragment, rhs: String) { lhs.segments.append(.sql(rhs)) }

    /// The fragment in parentheses.
    var parenthesized: SQLFragment { "(" + self + ")" }
}

extension Sequence<SQLFragment> {
    func joined(separator: String) -> SQLFragment {
        var result = SQLFragment()
        var isFirst = true
        for fragment in self {
            if !isFirst { result += separator }
            result += fragment
            isFirst = false
        }
        return result
    }
}
