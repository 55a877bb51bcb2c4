import Logging
import MortiseSQL

/// A claimed row of an outbox.
protocol OutboxEntry: Sendable {
    associatedtype Kind
    var id: Identifier<Kind> { get }
    /// The attempts so far, this one among them.
    var attempts: Int64 { get }
    /// What it is, for logs.
    var label: String { get }
}

/// Why an entry was not handed over.
struct HandOverFailure: Error {
    let reason: String
    /// Whether it would fail in the same way for ever.
    let isPermanent: Bool

    init(_ reason: String, isPermanent: Bool = false) {
        self.reason = reason
        self.isPermanent = isPermanent
    }
}

/// Hands over what is in an outbox. Any number of workers may run, on any number of nodes: each entry is claimed by one.
///
/// It is handed over at least once: a worker that dies after the hand-over and before its record does it again.
struct OutboxWorker<Entry: OutboxEntry>: Sendable {
    let database: any Database
    let clock: any WallClock
    let logger: Logger
    let policy: DeliveryPolicy
    /// What an entry is called in logs.
    let name: String
    /// Where the attempts are counted by their result.
    var attempts: LabelledCounter?
    /// Claims at most so many entries that are due at a moment, until another.
    let claim: @Sendable (Instant, Instant, Int64) -> Statement<Entry>
    let complete: @Sendable (Entry, Instant) -> Statement<Void>
    let postpone: @Sendable (Entry, _ lease: Instant, _ next: Instant, _ reason: String) -> Statement<Void>
    let bury: @Sendable (Entry, _ lease: Instant, _ reason: String) -> Statement<Void>
    let handOver: @Sendable (Entry) async throws(HandOverFailure) -> Void

    /// Hands over the entries that are due now, until none is.
    func run() async throws -> DeliveryRound {
        var total = DeliveryRound()
        while !Task.isCancelled {
            let round = try await round()
            total += round
            if round == DeliveryRound() { break }
        }
        return total
    }

    private func round() async throws -> DeliveryRound {
        let now = clock.now
        let lease = now + policy.lease
        let entries = try await database.all(claim(now, lease, Int64(policy.concurrency)))
        return try await withThrowingTaskGroup(of: DeliveryRound.self) { group in
            for entry in entries { group.addTask { try await self.deliver(entry, lease: lease) } }
            var round = DeliveryRound()
            for try await outcome in group {
                round += outcome
                attempts?.count(outcome.sent > 0 ? "sent" : outcome.postponed > 0 ? "postponed" : "buried")
            }
            return round
        }
    }

    private func deliver(_ entry: Entry, lease: Instant) async throws -> DeliveryRound {
        // It was claimed before by workers that never came back: perhaps it is what ends them.
        guard entry.attempts <= Int64(policy.maximumAttempts) else {
            return try await giveUp(entry, lease, "too many attempts never ended")
        }
        do throws(HandOverFailure) {
            try await handOver(entry)
        } catch {
            logger.warning("\(name) not delivered", metadata: metadata(of: entry, error.reason))
            if error.isPermanent || entry.attempts >= Int64(policy.maximumAttempts) {
                return try await giveUp(entry, lease, error.reason)
            }
            let next = clock.now + policy.backoff(after: Int(entry.attempts))
            try await database.execute(postpone(entry, lease, next, error.reason))
            return DeliveryRound(postponed: 1)
        }
        try await database.execute(complete(entry, clock.now))
        return DeliveryRound(sent: 1)
    }

    private func giveUp(_ entry: Entry, _ lease: Instant, _ reason: String) async throws -> DeliveryRound {
        logger.error("\(name) given up", metadata: metadata(of: entry, reason))
        try await database.execute(bury(entry, lease, reason))
        return DeliveryRound(buried: 1)
    }

    private func metadata(of entry: Entry, _ reason: String) -> Logger.Metadata {
        ["id": "\(entry.id)", "kind": "\(entry.label)", "reason": "\(reason)"]
    }
}
