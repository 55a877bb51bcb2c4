import MortiseLocking

/// An open transaction. It is dead once its closure has returned.
///
/// After a failed statement every further one throws `.transactionAborted`, on every database alike.
public final class Transaction: StatementRunner {
    enum State: Sendable {
        case open(failure: DatabaseError?)
        case ended
    }

    private let connection: any DatabaseConnection
    private let mode: TransactionMode
    private let telemetry: DatabaseTelemetry
    private let state = Locked(State.open(failure: nil))
    private let afterwards = Locked<[@Sendable () -> Void]>([])

    init(connection: any DatabaseConnection, mode: TransactionMode, telemetry: DatabaseTelemetry) {
        self.connection = connection
        self.mode = mode
        self.telemetry = telemetry
    }

    /// Runs one statement within the transaction.
    ///
    /// - Throws: ``DatabaseError``; `.readOnly` for a write in a read transaction.
    public func run<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try await telemetry.observing(statement.template.observed) { () async throws(DatabaseError) in
            try requireOpen(for: statement.template)
            do throws(DatabaseError) {
                return try await connection.perform(statement)
            } catch {
                fail(error)
                throw error
            }
        }
    }

    /// Lets work be done once the transaction has been committed; not where it is rolled back, nor for an attempt that
    /// runs again, nor where nobody knows whether it was committed.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        afterwards.withLock { $0.append(action) }
    }

    func committed() {
        for action in afterwards.withLock({ $0 }) { action() }
    }

    /// Runs `body`, and takes back what it has written unless that is kept. Both take the same number of statements.
    ///
    /// An error that leaves `body` must end the transaction.
    package func nested(isKept: Bool, _ body: () async throws -> Void) async throws {
        try await execute(Savepoint.open())
        try await body()
        try await execute(isKept ? Savepoint.keep() : Savepoint.takeBack())
    }

    /// Ends the transaction for its users.
    ///
    /// - Returns: The state it was in.
    func end() -> State {
        state.withLock { state in
            let last = state
            state = .ended
            return last
        }
    }

    private func requireOpen(for template: StatementTemplate) throws(DatabaseError) {
        switch state.withLock({ $0 }) {
        case .ended:
            throw DatabaseError(.misuse, "the transaction has ended", statement: template.name)
        case .open(let failure?):
            throw DatabaseError(
                .transactionAborted, "an earlier statement failed: \(failure.code.label)", statement: template.name)
        case .open(nil):
            if template.isWrite && mode == .read {
                throw DatabaseError(.readOnly, "a write in a read transaction", statement: template.name)
            }
        }
    }

    private func fail(_ error: DatabaseError) {
        state.withLock { if case .open(nil) = $0 { $0 = .open(failure: error) } }
    }
}
