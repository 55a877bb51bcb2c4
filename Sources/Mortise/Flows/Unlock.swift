import MortiseSQL

extension AuthEngine {
    /// Lifts a lock by the token that was mailed to the account's address.
    ///
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, `.rateLimited`, `.unavailable`, `.cancelled`.
    public func unlock(token: String, in context: RequestContext) async throws(AuthError) {
        try await flow("unlock", in: context) {
            try await usingToken(token, for: .unlock, in: context) {
                let now = clock.now
                let isDone = try await database.transaction { transaction in
                    guard let record = try await consume(token, for: .unlock, at: now, on: transaction) else {
                        return false
                    }
                    return try await liftLock(record.userID, by: .user, in: context, at: now, on: transaction)
                }
                guard isDone else { throw Self.tokenInvalid }
            }
        }
    }

    /// Lifts a lock and forgets the failed tries of an account, as an operator does.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    public func unlock(_ id: UserID, in context: RequestContext) async throws(AuthError) {
        try await flow("unlock_user", in: context) {
            let now = clock.now
            let isDone = try await database.transaction {
                try await liftLock(id, by: .operator, in: context, at: now, on: $0)
            }
            guard isDone else { throw Self.noSuchUser }
        }
    }

    private func liftLock(
        _ id: UserID, by actor: AuditEvent.Actor, in context: RequestContext, at now: Instant,
        on transaction: Transaction
    ) async throws -> Bool {
        guard let user = try await transaction.first(UserStatements.unlock(id)) else { return false }
        try await forgetTries(of: try user.opened(with: vault).email, device: nil, on: transaction)
        try await audit.record(.accountUnlocked, by: actor, of: id, in: context, at: now, on: transaction)
        return true
    }
}
