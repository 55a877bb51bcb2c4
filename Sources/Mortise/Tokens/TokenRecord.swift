import MortiseSQL

/// A row of one-time tokens.
struct TokenRecord: Sendable {
    let id: TokenID
    let userID: UserID
    let purpose: TokenPurpose
    let securityEpoch: Int64
    let payloadSealed: [UInt8]?
    let createdAt: Instant
    let expiresAt: Instant
    let consumedAt: Instant?

    static let projection = Projection(
        oneTimeTokens.id, oneTimeTokens.userID, oneTimeTokens.purpose, oneTimeTokens.securityEpoch,
        oneTimeTokens.payloadSealed, oneTimeTokens.createdAt, oneTimeTokens.expiresAt, oneTimeTokens.consumedAt,
        as: {
            TokenRecord(
                id: $0, userID: $1, purpose: $2, securityEpoch: $3, payloadSealed: $4, createdAt: $5, expiresAt: $6,
                consumedAt: $7)
        })
}

extension SealedPlace {
    static func payload(of token: TokenID) -> SealedPlace { SealedPlace("one_time_tokens", "payload_sealed", token) }
}
