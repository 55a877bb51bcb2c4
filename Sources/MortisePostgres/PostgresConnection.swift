#if Postgres
import CLibPQ
import MortiseSQL
import MortiseLocking

/// A connection lent to one task.
final class PostgresConnection: DatabaseConnection {
    struct State {
        var isLent = true
        var isInTransaction = false
        var isReading = false
        /// Whether the server refused a write that nobody but the server itself forbade.
        var isDemoted = false
        var holdsMigrationLock = false
    }

    let wire: ServerConnection
    let state = Locked(State())
    private let dialect = PostgresDialect()

    init(_ wire: ServerConnection) { self.wire = wire }

    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        let template = statement.template
        do throws(DatabaseError) {
            try ParameterEncoder.validate(statement.bindings)
            let isInTransaction = try inspect().isInTransaction
            let mayCommit = template.isWrite && !isInTransaction
            let command = Command.statement(template, statement.bindings)
            var reply = await wire.runCancellably(command)
            if reply.isStalePreparation && template.isReused {
                wire.retire(template)
                if !isInTransaction { reply = await wire.runCancellably(command) }
            }
            let result = try reply.result(mayCommit: mayCommit)
            do throws(DatabaseError) {
                return try result.decoded(statement)
            } catch {
                throw mayCommit ? error.withUnknownOutcome : error
            }
        } catch {
            noticeDemotion(error)
            throw error.during(template.name)
        }
    }

    func begin(_ mode: TransactionMode) async throws(DatabaseError) {
        guard try !inspect().isInTransaction else { throw DatabaseError(.misuse, "a transaction is open already") }
        _ = try await wire.runCancellably(.text(dialect.begin(mode))).result(mayCommit: false)
        state.withLock {
            $0.isInTransaction = true
            $0.isReading = mode == .read
        }
    }

    func commit() async throws(DatabaseError) {
        _ = try inspect()
        state.withLock { $0.isInTransaction = false }
        // Not cancelled half-way: its outcome would be a guess.
        let result = try await wire.run(.text("COMMIT")).result(mayCommit: true)
        // The server answers COMMIT in a failed transaction with success, and rolls back.
        guard result.commandTag == "COMMIT" else {
            throw DatabaseError(.transactionAborted, "an earlier statement failed: the transaction was rolled back")
        }
    }

    func rollback() async {
        state.withLock { $0.isInTransaction = false }
        _ = await wire.run(.text("ROLLBACK"))
    }

    /// Ends the loan.
    ///
    /// - Returns: Whether the connection is clean; if not, it is closed now.
    func giveBack() async -> Bool {
        let last = state.withLock { state in
            defer { state.isLent = false }
            return state
        }
        switch wire.transactionStatus {
        case PQTRANS_INTRANS, PQTRANS_INERROR: await rollback()
        default: break
        }
        let isClean = !last.holdsMigrationLock && !last.isDemoted && !wire.isBroken
        if isClean, wire.transactionStatus == PQTRANS_IDLE { return true }
        wire.close(.closed)
        return false
    }

    // A server that became read-only keeps its connections. Closed ones come back to whichever host takes writes now.
    private func noticeDemotion(_ error: DatabaseError) {
        guard error.code == .readOnly else { return }
        state.withLock { if !($0.isInTransaction && $0.isReading) { $0.isDemoted = true } }
    }

    /// The loan's state.
    ///
    /// - Throws: ``DatabaseError`` with code `.misuse` when it is over.
    func inspect() throws(DatabaseError) -> State {
        let state = state.withLock { $0 }
        guard state.isLent else { throw DatabaseError(.misuse, "the connection has been given back") }
        return state
    }
}
#endif
