public import MortiseSQL

/// What became of what was due in an outbox.
public struct DeliveryRound: Sendable, Hashable {
    /// Handed over.
    public var sent = 0
    /// Put off after a failed attempt.
    public var postponed = 0
    /// Given up.
    public var buried = 0

    static func += (left: inout DeliveryRound, right: DeliveryRound) {
        left.sent += right.sent
        left.postponed += right.postponed
        left.buried += right.buried
    }
}

/// How much waits in an outbox.
public struct OutboxBacklog: Sendable, Hashable {
    /// The entries that wait.
    public let count: Int
    /// When the oldest of them was written.
    public let oldest: Instant?
}
