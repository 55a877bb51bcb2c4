import MortiseSQL

extension AuthEngine {
    /// The living sessions of a user, the newest first; at most the policy's maximum.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    public func sessions(of user: UserID) async throws(AuthError) -> [Session] {
        try await flow("sessions", in: RequestContext()) {
            guard let record = try await database.first(UserStatements.byID(user)) else {
                throw AuthError(.notFound, "there is no such user")
            }
            guard record.isUsable else { return [] }
            let now = clock.now
            return try await database.all(SessionStatements.ofUser(user))
                .filter { $0.isAlive(at: now, epoch: record.securityEpoch) }
                .map(\.session)
        }
    }
}
