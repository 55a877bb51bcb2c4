import MortiseSQL

/// Why a token was refused, as the audit log tells it. To the caller all are one.
enum TokenRefusal: String, Sendable {
    /// There is no such token of this purpose: made up, of another purpose, or replaced by a newer one.
    case unknown
    case used
    case expired
    /// The account changed its password, address or second factor since, or its sessions were ended.
    case outdated
    /// The account is deactivated or deleted.
    case deactivated
    /// The token was good, and the account changed in that very moment, or somebody else has the address now.
    case overtaken
}

extension AuthEngine {
    /// Runs what uses a token up. It passes the limit of its client first; a refused token is recorded.
    func usingToken<Result: Sendable>(
        _ text: String, for purpose: TokenPurpose, in context: RequestContext, _ body: () async throws -> Result
    ) async throws -> Result {
        try await admit([clientRule(at: .useToken, in: context)], for: nil, in: context)
        do {
            return try await body()
        } catch let error as AuthError {
            guard error.code == .tokenInvalid else { throw error }
            try await recordRefusal(of: text, for: purpose, in: context)
            throw error
        }
    }

    private func recordRefusal(of text: String, for purpose: TokenPurpose, in context: RequestContext) async throws {
        let digest = OneTimeToken(text).flatMap { vault.digest($0, for: purpose) }
        let now = clock.now
        try await database.transaction { transaction in
            let found =
                if let digest { try await transaction.first(TokenStatements.trace(digest, purpose)) } else {
                    nil as (TokenRecord, UserRecord)?
                }
            let reason = found.map { Self.refusal(of: $0, $1, at: now) } ?? .unknown
            try await audit.record(
                .tokenRefused, by: .anonymous, of: found?.1.id,
                details: ["purpose": .string(purpose.rawValue), "reason": .string(reason.rawValue)], in: context,
                at: now, on: transaction)
        }
    }

    private static func refusal(of token: TokenRecord, _ user: UserRecord, at now: Instant) -> TokenRefusal {
        if token.consumedAt != nil { return .used }
        if token.expiresAt <= now || token.createdAt > now + SessionRecord.clockTolerance { return .expired }
        if !user.isUsable { return .deactivated }
        if token.securityEpoch != user.securityEpoch && token.purpose != .undoEmailChange { return .outdated }
        return .overtaken
    }
}
