import MortiseSQL

/// A token as it was made, before anybody has it.
struct IssuedToken: Sendable {
    let token: OneTimeToken
    let expires: Instant
}

extension AuthEngine {
    /// Issues a token to a user; the open one of the same purpose ends.
    ///
    /// - Parameters:
    ///   - payload: What goes with it, as the new address.
    ///   - user: The user. Where there is none, pass an identifier of nobody: the same statement then issues nothing.
    func issue(
        _ purpose: TokenPurpose, payload: String? = nil, for user: UserID, epoch: Int64, at now: Instant,
        on transaction: Transaction
    ) async throws -> IssuedToken {
        let token = OneTimeToken(keyID: vault.activeKeyID)
        guard let digest = vault.digest(token, for: purpose) else {
            throw AuthError(.internal, "a new token has no digest")
        }
        let id = TokenID(at: now)
        let expires = now + configuration.tokenLifetimes[purpose]
        let sealed = try payload.map { text throws(AuthError) in try vault.seal(text, for: .payload(of: id)) }
        try await transaction.execute(
            TokenStatements.issue(id, user, purpose, digest, Int64(token.keyID), epoch, sealed, now, expires))
        return IssuedToken(token: token, expires: expires)
    }

    /// An open token and its user, without using it up.
    func open(_ text: String, for purpose: TokenPurpose) async throws(DatabaseError) -> (TokenRecord, UserRecord)? {
        guard let digest = OneTimeToken(text).flatMap({ vault.digest($0, for: purpose) }) else { return nil }
        let now = clock.now
        return try await database.first(
            TokenStatements.find(digest, purpose, now, now + SessionRecord.clockTolerance))
    }

    /// Uses a token up; `nil` when it is none, or no longer.
    func consume(
        _ text: String, for purpose: TokenPurpose, at now: Instant, on transaction: Transaction
    ) async throws(DatabaseError) -> TokenRecord? {
        guard let digest = OneTimeToken(text).flatMap({ vault.digest($0, for: purpose) }) else { return nil }
        return try await transaction.first(
            TokenStatements.consume(digest, purpose, now, now + SessionRecord.clockTolerance))
    }

    static var tokenInvalid: AuthError {
        AuthError(.tokenInvalid, "the link is not valid any more; ask for a new one")
    }
}
