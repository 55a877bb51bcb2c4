import MortiseSQL

/// The table of events that wait for subscribers, and of what became of them.
struct EventTable: Table {
    static let name = "event_outbox"

    let id = column("id", EventDeliveryID.self)
    let eventID = column("event_id", EventID.self)
    let userID = column("user_id", UserID?.self)
    let subscriber = column("subscriber", String.self)
    let kind = column("kind", AccountEvent.Kind.self)
    let payloadSealed = column("payload_sealed", [UInt8]?.self)
    let state = column("state", EventDelivery.State.self)
    let attempts = column("attempts", Int64.self)
    let nextAttemptAt = column("next_attempt_at", Instant.self)
    let leaseUntil = column("lease_until", Instant?.self)
    let lastError = column("last_error", String?.self)
    let createdAt = column("created_at", Instant.self)
    let deliveredAt = column("delivered_at", Instant?.self)
}

let events = EventTable()
