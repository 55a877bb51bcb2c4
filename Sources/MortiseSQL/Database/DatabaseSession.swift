/// A connection held for several transactions in a row.
public struct DatabaseSession: StatementRunner {
    let connection: any DatabaseConnection
    let telemetry: DatabaseTelemetry

    /// Runs one statement in its own implicit transaction.
    public func run<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try await telemetry.observing(statement.template.observed) { () async throws(DatabaseError) in
            try await connection.perform(statement)
        }
    }

    /// Runs `body` in one transaction, once: committed when it returns, rolled back when it throws.
    ///
    /// - Throws: ``DatabaseError`` or whatever `body` throws. A database error within the transaction that may be
    ///   retried is thrown as itself, even if `body` turned it into something else.
    public func transaction<Result: Sendable>(
        _ mode: TransactionMode = .write, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await telemetry.spanning(mode) { _ in try await attempt(mode, body) }
    }

    /// Runs `body` in one transaction, within a span that is there already.
    func attempt<Result: Sendable>(
        _ mode: TransactionMode, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await telemetry.observing(.begin) { () async throws(DatabaseError) in try await connection.begin(mode) }
        let transaction = Transaction(connection: connection, mode: mode, telemetry: telemetry)
        do {
            let result = try await body(transaction)
            try await commit(transaction)
            return result
        } catch let failure as CommitThenThrow {
            try await commit(transaction)
            throw failure.error
        } catch {
            // A failed COMMIT has ended the transaction already.
            if case .open(let failure) = transaction.end() {
                await connection.rollback()
                if let failure, failure.isRetryable { throw failure }
            }
            throw error
        }
    }

    /// Takes the lock under which migrations run.
    public func lockMigrations(timeout: Duration) async throws(DatabaseError) {
        try await connection.lockMigrations(timeout: timeout)
    }

    /// Gives the migration lock back.
    public func unlockMigrations() async throws(DatabaseError) {
        try await connection.unlockMigrations()
    }

    private func commit(_ transaction: Transaction) async throws(DatabaseError) {
        guard case .open(let failure) = transaction.end() else { return }
        if let failure {
            await connection.rollback()
            throw failure
        }
        try await telemetry.observing(.commit) { () async throws(DatabaseError) in try await connection.commit() }
        transaction.committed()
    }
}

/// Thrown from a transaction's body: what was written is committed, then `error` is thrown.
///
/// So that counters of failures survive the failure that they count.
public struct CommitThenThrow: Error {
    /// The error that the caller gets.
    public let error: any Error

    /// Commits, then throws `error`.
    public init(_ error: any Error) { self.error = error }
}
