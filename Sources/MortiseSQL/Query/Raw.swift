/// A statement written as a fragment, for what the builder does not cover. Values still only bind.
public struct Raw<Output: Sendable>: StatementBody {
    /// The SQL.
    public let fragment: SQLFragment
    /// What it returns.
    public let projection: Projection<Output>
    /// Whether it changes data.
    public let isWrite: Bool

    /// A statement that returns rows.
    ///
    /// - Parameters:
    ///   - fragment: The SQL.
    ///   - projection: How its rows decode; only the order of the expressions matters.
    ///   - isWrite: Whether it changes data.
    public init(_ fragment: SQLFragment, returning projection: Projection<Output>, isWrite: Bool = false) {
        self.fragment = fragment
        self.projection = projection
        self.isWrite = isWrite
    }
}

extension Raw where Output == Void {
    /// A statement that changes something and returns no rows.
    public init(_ fragment: SQLFragment) {
        self.init(fragment, returning: .none, isWrite: true)
    }
}
