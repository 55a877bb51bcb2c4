import MortiseLocking
import MortiseSQL

/// Buckets in the process, for a single node. They are bounded in number: those that no longer hold anything back go
/// first, then those unused for longest.
final class MemoryRateLimitStore: RateLimitStore {
    private struct Entry {
        var bucket: RateLimitBucket
        var reportedAt: Int64?
    }

    private let capacity: Int
    private let entries = Locked<[[UInt8]: Entry]>([:])

    init(capacity: Int = 100_000) { self.capacity = capacity }

    /// The number of buckets.
    var count: Int { entries.withLock { $0.count } }

    func take(
        _ tries: [RateLimitTry], at now: Instant, on database: any Database,
        report: @Sendable (RateLimitRefusal, Transaction) async throws -> Void
    ) async throws -> RateLimitRefusal? {
        for attempt in tries {
            guard case .denied(let wait) = take(attempt.rule, key: attempt.key, at: now.microseconds) else { continue }
            let refusal = RateLimitRefusal(rule: attempt.rule, wait: wait)
            if isToBeReported(attempt.key, at: now.microseconds) {
                try await database.transaction { try await report(refusal, $0) }
            }
            return refusal
        }
        return nil
    }

    func take(
        _ attempt: RateLimitTry, at now: Instant, on transaction: Transaction
    ) async throws(DatabaseError) -> RateLimitDecision {
        take(attempt.rule, key: attempt.key, at: now.microseconds)
    }

    func take(_ rule: RateLimitRule, key: [UInt8], at now: Int64) -> RateLimitDecision {
        entries.withLock { entries in
            guard var entry = entries[key] else {
                if entries.count >= capacity { Self.makeRoom(in: &entries, at: now) }
                entries[key] = Entry(bucket: RateLimitBucket(first: rule.kind, at: now))
                return .admitted
            }
            let decision = entry.bucket.take(rule.kind, at: now)
            entries[key] = entry
            return decision
        }
    }

    func tries(_ key: [UInt8], on database: any Database) async throws(DatabaseError) -> Int64 {
        entries.withLock { $0[key]?.bucket.tries ?? 0 }
    }

    func clear(_ keys: [[UInt8]], on transaction: Transaction) async throws(DatabaseError) {
        entries.withLock { entries in
            for key in keys { entries[key] = nil }
        }
    }

    private func isToBeReported(_ key: [UInt8], at now: Int64) -> Bool {
        entries.withLock { entries in
            guard let entry = entries[key] else { return true }
            if let last = entry.reportedAt, last <= now, last >= now - rateLimitReportInterval { return false }
            entries[key]?.reportedAt = now
            return true
        }
    }

    private static func makeRoom(in entries: inout [[UInt8]: Entry], at now: Int64) {
        let before = entries.count
        entries = entries.filter { $0.value.bucket.arrival > now }
        guard entries.count == before else { return }
        // A tenth at once, so that the search for the oldest is rare.
        for (key, _) in entries.sorted(by: { $0.value.bucket.updatedAt < $1.value.bucket.updatedAt })
            .prefix(max(1, before / 10))
        {
            entries[key] = nil
        }
    }
}
