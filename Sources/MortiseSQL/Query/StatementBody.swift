/// The SQL of a statement and what it returns: a SELECT, INSERT, UPDATE or DELETE.
public protocol StatementBody<Output>: Sendable {
    /// What each returned row becomes.
    associatedtype Output: Sendable

    /// The SQL.
    var fragment: SQLFragment { get }

    /// How rows decode.
    var projection: Projection<Output> { get }

    /// Whether the statement changes data.
    var isWrite: Bool { get }
}
