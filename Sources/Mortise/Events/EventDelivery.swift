public import MortiseSQL

/// Identifies the delivery of an event to one subscriber.
public typealias EventDeliveryID = Identifier<EventDelivery>

/// The delivery of an event to one subscriber: what became of it. The facts are not shown.
public struct EventDelivery: Sendable, Hashable {
    /// How a delivery stands.
    public enum State: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// It waits for its first or next attempt.
        case pending
        /// The subscriber has received it.
        case delivered
        /// It was given up after too many attempts.
        case dead
    }

    /// Its identifier.
    public let id: EventDeliveryID
    /// The event.
    public let eventID: EventID
    /// The user; `nil` where the event is that the user is gone for good.
    public let userID: UserID?
    /// The subscriber.
    public let subscriber: String
    /// What happened.
    public let kind: AccountEvent.Kind
    /// How it stands.
    public let state: State
    /// The attempts so far.
    public let attempts: Int
    /// When it may be tried next.
    public let nextAttemptAt: Instant
    /// What kind of error ended the last attempt; the log has more.
    public let lastError: String?
    /// When the event was stored.
    public let createdAt: Instant
    /// When the subscriber received it.
    public let deliveredAt: Instant?
}
