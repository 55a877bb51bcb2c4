public import MortiseSQL

/// A database that tells about each call before it passes it on, and fails where it is told to.
///
/// Rollbacks pass without notice: an engine cannot be let down by them.
public final class InterceptedDatabase: Database {
    private let base: any Database
    private let willCall: @Sendable (DatabaseCall) async throws(DatabaseError) -> Void

    /// A database around another one.
    ///
    /// - Parameters:
    ///   - base: The database that does the work.
    ///   - willCall: Is told about each call, which waits for it. What it throws, the caller gets, and the call is not made.
    public init(_ base: any Database, willCall: @escaping @Sendable (DatabaseCall) async throws(DatabaseError) -> Void)
    {
        self.base = base
        self.willCall = willCall
    }

    /// The dialect of the database within.
    public var dialect: any SQLDialect { base.dialect }
    /// The policy of the database within.
    public var retryPolicy: RetryPolicy { base.retryPolicy }
    /// The statistics of the database within.
    public var statistics: PoolStatistics { base.statistics }

    /// The telemetry of the database within.
    public var telemetry: DatabaseTelemetry { base.telemetry }

    /// Tells about the statement, then runs it.
    public func perform<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        try await willCall(.statement(statement.template.name))
        return try await base.perform(statement)
    }

    /// Lends a connection that tells about its calls.
    public func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result {
        let willCall = willCall
        return try await base.withConnection(mode) {
            try await body(InterceptedConnection(base: $0, willCall: willCall))
        }
    }

    /// Closes the database within.
    public func close() async { await base.close() }
}

private struct InterceptedConnection: DatabaseConnection {
    let base: any DatabaseConnection
    let willCall: @Sendable (DatabaseCall) async throws(DatabaseError) -> Void

    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try await willCall(.statement(statement.template.name))
        return try await base.perform(statement)
    }

    func begin(_ mode: TransactionMode) async throws(DatabaseError) {
        try await willCall(.begin)
        try await base.begin(mode)
    }

    func commit() async throws(DatabaseError) {
        do {
            try await willCall(.commit)
        } catch {
            // A COMMIT that failed has ended the transaction.
            await base.rollback()
            throw error
        }
        try await base.commit()
    }

    func rollback() async { await base.rollback() }

    func lockMigrations(timeout: Duration) async throws(DatabaseError) {
        try await base.lockMigrations(timeout: timeout)
    }

    func unlockMigrations() async throws(DatabaseError) { try await base.unlockMigrations() }
}
