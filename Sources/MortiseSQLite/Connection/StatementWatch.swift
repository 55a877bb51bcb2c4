#if SQLite
import CSQLite
import Glibc
import MortiseSQL
import Synchronization

/// Ends a statement that runs too long or whose task was cancelled. SQLite asks it every thousand steps or so, on the
/// thread that runs the statement, so it can only ever end the statement it was armed for.
final class StatementWatch {
    private let limit: UInt64
    private var isArmed = false
    private var cancellation: Cancellation?
    private var startedAt: UInt64 = 0
    /// Why it ended the statement.
    private(set) var verdict: DatabaseError?

    init(limit: Duration) {
        let (nanoseconds, overflow) = limit.microseconds.multipliedReportingOverflow(by: 1_000)
        self.limit = overflow ? .max : UInt64(clamping: nanoseconds)
    }

    /// Sets it on a connection, which must not outlive it.
    func attach(to handle: SQLiteHandle) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            handle.pointer, 1_000,
            { context in
                guard let context else { return 0 }
                return Unmanaged<StatementWatch>.fromOpaque(context).takeUnretainedValue().mayGoOn() ? 0 : 1
            }, context)
    }

    /// Watches over the statement that begins.
    func arm(_ cancellation: Cancellation?) {
        self.cancellation = cancellation
        verdict = nil
        startedAt = 0
        isArmed = true
    }

    /// Lets run to the end what begins now, as a COMMIT.
    func disarm() {
        isArmed = false
        cancellation = nil
    }

    private func mayGoOn() -> Bool {
        guard isArmed else { return true }
        // On the caller's thread its task tells; on the connection's own there is none.
        if cancellation?.isCancelled ?? Task.isCancelled {
            verdict = DatabaseError(.cancelled, "cancelled while the statement ran")
            return false
        }
        // The clock is read from the first question on, so that short statements never read it.
        let now = monotonicNanoseconds()
        if startedAt == 0 { startedAt = now }
        guard now - startedAt > limit else { return true }
        verdict = DatabaseError(.timeout, "the statement ran longer than allowed")
        return false
    }
}

/// Tells a statement on another thread that its task was cancelled. Each statement has its own.
final class Cancellation: Sendable {
    /// That of a statement that runs for another task: it goes by its own key and is short.
    static let never = Cancellation()

    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() {
        flag.store(true, ordering: .relaxed)
    }
}

private func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
#endif
