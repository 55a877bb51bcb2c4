import MortiseSQL

/// A claimed event for one subscriber, its facts still sealed.
struct EventRecord: OutboxEntry {
    let id: EventDeliveryID
    let eventID: EventID
    let userID: UserID?
    let kind: AccountEvent.Kind
    let payloadSealed: [UInt8]?
    let attempts: Int64

    var label: String { kind.rawValue }

    static let projection = Projection(
        events.id, events.eventID, events.userID, events.kind, events.payloadSealed, events.attempts,
        as: { EventRecord(id: $0, eventID: $1, userID: $2, kind: $3, payloadSealed: $4, attempts: $5) })

    /// The event as it was stored.
    func opened(with vault: Vault) throws -> AccountEvent {
        guard let payloadSealed else { throw MalformedEvent() }
        return try AccountEvent(
            JSON.parse(Array(vault.open(payloadSealed, from: .payload(of: id)).utf8)))
    }
}

extension SealedPlace {
    static func payload(of delivery: EventDeliveryID) -> SealedPlace {
        SealedPlace("event_outbox", "payload_sealed", delivery)
    }
}
