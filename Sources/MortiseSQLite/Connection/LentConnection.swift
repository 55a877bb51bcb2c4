#if SQLite
import MortiseSQL
import MortiseLocking

/// A connection while it is lent. Work that is asked for at the same time is done one after the other, in the order of
/// asking; after the loan has ended it is refused.
final class LentConnection: DatabaseConnection {
    private struct State {
        var isTaken = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let connection: SQLiteConnection
    private let mode: TransactionMode
    private let state = Locked(State())

    init(_ connection: SQLiteConnection, mode: TransactionMode) {
        self.connection = connection
        self.mode = mode
    }

    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try await enter()
        defer { leave() }
        try requireWritable(statement.template.isWrite)
        return try await connection.perform(statement)
    }

    func begin(_ mode: TransactionMode) async throws(DatabaseError) {
        try await enter()
        defer { leave() }
        try requireWritable(mode == .write)
        try await connection.begin(mode)
    }

    func commit() async throws(DatabaseError) {
        try await enter()
        defer { leave() }
        try await connection.commit()
    }

    func rollback() async {
        await takeTurn()
        defer { leave() }
        if !hasEnded { connection.rollBack() }
    }

    /// Does nothing: the write transaction in which a migration runs is the lock.
    func lockMigrations(timeout: Duration) {}

    /// Does nothing.
    func unlockMigrations() {}

    /// Ends the loan once the work asked for is done.
    func end() async {
        await takeTurn()
        state.withLock { $0.hasEnded = true }
        leave()
    }

    private var hasEnded: Bool { state.withLock { $0.hasEnded } }

    private func enter() async throws(DatabaseError) {
        await takeTurn()
        guard hasEnded else { return }
        leave()
        throw DatabaseError(.misuse, "the connection was given back")
    }

    private func requireWritable(_ isWrite: Bool) throws(DatabaseError) {
        if isWrite && mode == .read { throw DatabaseError(.readOnly, "a write on a connection lent for reading") }
    }

    private func takeTurn() async {
        let isFree = state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
        guard !isFree else { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken { state.waiters.append(continuation) }
                defer { state.isTaken = true }
                return !state.isTaken
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiters.isEmpty else { return state.waiters.removeFirst() }
            state.isTaken = false
            return nil
        }
        next?.resume()
    }
}
#endif
