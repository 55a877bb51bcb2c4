import MortiseSQL

/// A claimed row of the outbox, its content still sealed.
struct OutboxRecord: OutboxEntry {
    let id: MailID
    let userID: UserID?
    let kind: MailKind
    let recipientSealed: [UInt8]
    let payloadSealed: [UInt8]?
    let attempts: Int64
    let leaseUntil: Instant?
    let createdAt: Instant
    let expiresAt: Instant

    var label: String { kind.rawValue }

    static let projection = Projection(
        outbox.id, outbox.userID, outbox.kind, outbox.recipientSealed, outbox.payloadSealed, outbox.attempts,
        outbox.leaseUntil, outbox.createdAt, outbox.expiresAt,
        as: {
            OutboxRecord(
                id: $0, userID: $1, kind: $2, recipientSealed: $3, payloadSealed: $4, attempts: $5, leaseUntil: $6,
                createdAt: $7, expiresAt: $8)
        })
}

extension SealedPlace {
    static func recipient(of mail: MailID) -> SealedPlace { SealedPlace("email_outbox", "recipient_sealed", mail) }
    static func payload(of mail: MailID) -> SealedPlace { SealedPlace("email_outbox", "payload_sealed", mail) }
}
