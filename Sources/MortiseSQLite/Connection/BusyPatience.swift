#if SQLite
import MortiseSQL

/// The wait for a lock that someone outside this process may hold: suspended, never inside SQLite, where a sleep would
/// block a thread of the cooperative pool.
struct BusyPatience {
    private static let longestPause = Duration.milliseconds(50)
    private let limit: Duration
    private let deadline: ContinuousClock.Instant
    private var pause = Duration.milliseconds(2)

    init(limit: Duration) {
        self.limit = limit
        deadline = .now + limit
    }

    /// Waits before the next try.
    ///
    /// - Throws: ``DatabaseError`` with code `.busy` when the time is over, or `.cancelled`.
    mutating func wait() async throws(DatabaseError) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw DatabaseError(.busy, "the database stayed locked for \(limit)") }
        do {
            try await Task.sleep(for: min(left, pause * Double.random(in: 0.5...1)))
        } catch {
            throw DatabaseError(.cancelled, "cancelled while the database was locked")
        }
        pause = min(pause * 2, Self.longestPause)
    }
}
#endif
