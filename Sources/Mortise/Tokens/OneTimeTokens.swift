import MortiseSQL

/// The table of one-time tokens.
struct OneTimeTokens: Table {
    static let name = "one_time_tokens"

    let id = column("id", TokenID.self)
    let userID = column("user_id", UserID.self)
    let purpose = column("purpose", TokenPurpose.self)
    let tokenDigest = column("token_digest", [UInt8].self)
    let tokenKeyID = column("token_key_id", Int64.self)
    let securityEpoch = column("security_epoch", Int64.self)
    let payloadSealed = column("payload_sealed", [UInt8]?.self)
    let createdAt = column("created_at", Instant.self)
    let expiresAt = column("expires_at", Instant.self)
    let consumedAt = column("consumed_at", Instant?.self)
}

let oneTimeTokens = OneTimeTokens()

/// Identifies the row of a one-time token; it grants nothing.
typealias TokenID = Identifier<OneTimeToken>
