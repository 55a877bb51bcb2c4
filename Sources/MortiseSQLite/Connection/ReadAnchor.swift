#if SQLite
import CSQLite
import Logging
import MortiseLocking
import MortiseSQL
import Synchronization

/// Keeps a read transaction open beside the readers, so that their locks cost no system call.
///
/// Each read in a write-ahead log takes and frees a lock of the file. Where another connection of this process holds the
/// same lock for reading, SQLite only counts: that is a third of the time of a short lookup.
///
/// What is held open also keeps the log from starting over. So the anchor is dropped before each write of this process,
/// and rests a while in between, for the checkpoints of others; it is taken again only where there are reads to gain by it.
final class ReadAnchor: Sendable {
    /// The longest it is held.
    private static let hold = Duration.milliseconds(200)
    /// For how long it is then let go.
    private static let rest = Duration.milliseconds(50)
    /// The reads that must come first: fewer cost less than the anchor does.
    private static let worth = 16

    private struct State {
        var isPrepared = false
        var isClosed = false
        var connection: SQLiteConnection?
        var statement: PreparedStatement?
        var reads = 0
        var writes = 0
        var isHeld = false
        var isTicking = false
        var isResting = false
    }

    private let logger: Logger
    private let state = Locked(State())
    /// Whether a read need not look further.
    private let isQuiet = Atomic(true)

    init(logger: Logger) { self.logger = logger }

    /// Opens a connection of its own, once. Without one it does nothing, and reads cost what they cost.
    func prepare(_ open: () async throws(DatabaseError) -> SQLiteConnection) async {
        let isFirst = state.withLock { state in
            defer { state.isPrepared = true }
            return !state.isPrepared
        }
        guard isFirst else { return }
        do throws(DatabaseError) {
            try keep(try await open())
        } catch {
            logger.info("reads go without their anchor", metadata: ["error": "\(error)"])
        }
    }

    private func keep(_ connection: SQLiteConnection) throws(DatabaseError) {
        let isKept = try state.withLock { state throws(DatabaseError) in
            guard !state.isClosed else { return false }
            state.statement = try PreparedStatement(
                "SELECT 1 FROM sqlite_schema", on: connection.handle, isKept: true)
            state.connection = connection
            isQuiet.store(state.writes > 0, ordering: .relaxed)
            return true
        }
        if !isKept { connection.close() }
    }

    /// A read has been done.
    func noteRead() {
        if isQuiet.load(ordering: .relaxed) { return }
        take()
    }

    /// A write begins: nothing is held until ``writeEnded()``.
    func writeBegins() {
        state.withLock { state in
            state.writes += 1
            drop(&state)
            isQuiet.store(true, ordering: .relaxed)
        }
    }

    /// A write has ended.
    func writeEnded() {
        state.withLock { state in
            state.writes -= 1
            isQuiet.store(state.writes > 0 || state.isResting || state.connection == nil, ordering: .relaxed)
        }
    }

    /// Drops it for good.
    func close() {
        let connection = state.withLock { state in
            drop(&state)
            state.statement = nil
            state.isClosed = true
            isQuiet.store(true, ordering: .relaxed)
            defer { state.connection = nil }
            return state.connection
        }
        connection?.close()
    }

    private func take() {
        let mustTick = state.withLockIfAvailable { state in
            guard state.writes == 0, !state.isHeld, !state.isResting, let statement = state.statement else {
                return false
            }
            state.reads += 1
            guard state.reads >= Self.worth else { return false }
            state.reads = 0
            state.isHeld = sqlite3_step(statement.pointer) == SQLITE_ROW
            guard state.isHeld else {
                statement.reset()
                return false
            }
            isQuiet.store(true, ordering: .relaxed)
            defer { state.isTicking = true }
            return !state.isTicking
        }
        // Detached, for it outlives the request that happens to start it.
        if mustTick == true { Task.detached { [weak self] in await ReadAnchor.tick { self } } }
    }

    private func drop(_ state: inout State) {
        guard state.isHeld else { return }
        state.isHeld = false
        state.statement?.reset()
    }

    private static func tick(_ anchor: () -> ReadAnchor?) async {
        // Nobody cancels this task; if somebody did, it would only let go sooner.
        try? await Task.sleep(for: hold)
        anchor()?.beginRest()
        try? await Task.sleep(for: rest)
        anchor()?.endRest()
    }

    private func beginRest() {
        state.withLock { state in
            drop(&state)
            state.isResting = true
            isQuiet.store(true, ordering: .relaxed)
        }
    }

    private func endRest() {
        state.withLock { state in
            state.isTicking = false
            state.isResting = false
            isQuiet.store(state.writes > 0 || state.connection == nil, ordering: .relaxed)
        }
    }
}
#endif
