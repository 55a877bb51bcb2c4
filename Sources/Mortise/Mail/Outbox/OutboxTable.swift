public import MortiseSQL

/// The table of mail that waits to be sent, and of what became of it.
struct OutboxTable: Table {
    static let name = "email_outbox"

    let id = column("id", MailID.self)
    let userID = column("user_id", UserID?.self)
    let kind = column("kind", MailKind.self)
    let recipientSealed = column("recipient_sealed", [UInt8].self)
    let payloadSealed = column("payload_sealed", [UInt8]?.self)
    let state = column("state", OutboxMail.State.self)
    let attempts = column("attempts", Int64.self)
    let nextAttemptAt = column("next_attempt_at", Instant.self)
    let leaseUntil = column("lease_until", Instant?.self)
    let lastError = column("last_error", String?.self)
    let createdAt = column("created_at", Instant.self)
    let expiresAt = column("expires_at", Instant.self)
    let sentAt = column("sent_at", Instant?.self)
}

let outbox = OutboxTable()

extension MailKind: SQLConvertible {}
