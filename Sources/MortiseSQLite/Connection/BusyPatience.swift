#if SQLite
import MortiseSQL

/// The wait for a lock that someone outside this process may hold: suspended, never inside SQLite, where a sleep would
/// block a thread of the cooperative pool.
struct BusyPatience {
    private static let longestPause = Duration.milliseconds(50)
    private let limit: Duration
    private let deadline: ContinuousClock.Instant
    private let jitter: Jitter
    private var pause = Duration.milliseconds(2)

    init(limit: Duration, jitter: Jitter) {
        self.limit = limit
        self.jitter = jitter
        deadline = .now + limit
    }

    /// Waits before the next try.
    ///
    /// - Throws: ``DatabaseError`` with code `.busy` when the time is over, or `.cancelled`.
    mutating func wait() async throws(DatabaseError) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw DatabaseError(.busy, "the database stayed locked for \(limit)") }
        do {
            try await Task.sleep(for: min(left, jitter.applied(to: pause)))
        } catch {
            throw DatabaseError(.cancelled, "cancelled while the database was locked")
        }
        pause = min(pause * 2, Self.longestPause)
    }
}

extension SQLiteConnection {
    /// The patience for one wait.
    var busyPatience: BusyPatience {
        BusyPatience(limit: configuration.busyTimeout, jitter: configuration.retryPolicy.jitter)
    }
}
#endif
