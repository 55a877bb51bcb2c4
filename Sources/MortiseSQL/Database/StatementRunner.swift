/// Something that runs statements: a database, each in a transaction of its own, or an open transaction.
public protocol StatementRunner: Sendable {
    /// Runs a statement.
    ///
    /// - Throws: ``DatabaseError``.
    func run<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output>
}

extension StatementRunner {
    /// Runs a statement and returns all its rows.
    public func all<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> [Output] {
        try await run(statement).rows
    }

    /// Runs a statement and returns its first row, if any.
    public func first<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> Output? {
        try await run(statement).rows.first
    }

    /// Runs a statement and returns the number of rows it changed.
    @discardableResult
    public func execute<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> Int {
        try await run(statement).changes
    }
}
