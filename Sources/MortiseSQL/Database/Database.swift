/// A database, as the engine sees it. A backend implements it; an app opens one and hands it over.
///
/// A backend provides single statements and connections; transactions, their retries and the rule of one connection a
/// task are written here, once for all backends.
public protocol Database: StatementRunner {
    /// How this database writes SQL.
    var dialect: any SQLDialect { get }

    /// How transactions are run again.
    var retryPolicy: RetryPolicy { get }

    /// The connections, now.
    var statistics: PoolStatistics { get }

    /// What it tells about its work. A database around another one gives that one's.
    var telemetry: DatabaseTelemetry { get }

    /// Runs one statement in its own implicit transaction.
    ///
    /// For backends to implement; callers use `run`, `all`, `first` or `execute`, which keep the rule of one connection
    /// a task. A cancelled task cancels its statement.
    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output>

    /// Lends a connection for the duration of the closure, in the order of asking.
    ///
    /// For backends to implement; callers use ``transaction(_:_:)`` or ``session(_:_:)``. A connection that comes back
    /// within a transaction or broken is cleaned or dropped.
    func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result

    /// Waits for running work and closes all connections. Later calls throw `.closed`.
    func close() async
}

/// One connection, lent to one task at a time.
public protocol DatabaseConnection: Sendable {
    /// Runs one statement.
    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output>

    /// Opens a transaction.
    func begin(_ mode: TransactionMode) async throws(DatabaseError)

    /// Commits the open transaction. When the answer is lost the error says `mayHaveCommitted`.
    func commit() async throws(DatabaseError)

    /// Rolls the open transaction back. A connection that cannot is dropped when it comes back.
    func rollback() async

    /// Takes the lock under which migrations run, until ``unlockMigrations()`` or the end of the connection.
    ///
    /// A database where the write transaction itself is that lock does nothing here.
    /// - Parameter timeout: The longest wait.
    /// - Throws: ``DatabaseError`` with code `.lockTimeout`.
    func lockMigrations(timeout: Duration) async throws(DatabaseError)

    /// Gives the migration lock back.
    func unlockMigrations() async throws(DatabaseError)
}

extension Database {
    /// Runs one statement in its own implicit transaction.
    ///
    /// - Throws: ``DatabaseError``; `.misuse` within a transaction of the same task.
    public func run<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try ConnectionGuard.requireNone(for: statement.template.name)
        let telemetry = telemetry
        let observation = telemetry.began(statement.template.observed)
        // Without a closure, which on this path would cost as much as all the rest here.
        do throws(DatabaseError) {
            let result = try await perform(statement)
            telemetry.ended(observation)
            return result
        } catch {
            telemetry.ended(observation, failure: error.code)
            throw error
        }
    }

    /// Lends a connection for work that is more than one transaction, as a migration.
    ///
    /// - Throws: ``DatabaseError``; `.misuse` within a transaction of the same task; whatever `body` throws.
    public func session<Result: Sendable>(
        _ mode: TransactionMode, _ body: (DatabaseSession) async throws -> Result
    ) async throws -> Result {
        try ConnectionGuard.requireNone(for: "a session")
        var isLent = false
        do {
            return try await withConnection(mode) { connection in
                isLent = true
                let session = DatabaseSession(connection: connection, telemetry: telemetry)
                return try await ConnectionGuard.holding { try await body(session) }
            }
        } catch let error as DatabaseError where !isLent {
            telemetry.count(error)
            throw error
        }
    }

    /// Runs `body` in one transaction on one connection: committed when it returns, rolled back when it throws.
    ///
    /// The whole body runs again, on serialization failure and deadlock, as ``retryPolicy`` says; never when the work may
    /// have been committed. So `body` must have no effect but through the transaction.
    /// To keep what was written although an error leaves the transaction, throw ``CommitThenThrow``.
    ///
    /// - Throws: ``DatabaseError``; `.misuse` within a transaction of the same task; whatever `body` throws.
    public func transaction<Result: Sendable>(
        _ mode: TransactionMode = .write, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await telemetry.spanning(mode) { span in
            var retries = 0
            while true {
                do {
                    return try await session(mode) { try await $0.attempt(mode, body) }
                } catch let error as DatabaseError where error.isRetryable && retries < retryPolicy.maximumRetries {
                    retries += 1
                    span.willRetry(retries, after: error)
                    do {
                        try await Task.sleep(for: retryPolicy.delay(beforeRetry: retries))
                    } catch {
                        throw DatabaseError(.cancelled, "cancelled while waiting to run the transaction again")
                    }
                }
            }
        }
    }
}
