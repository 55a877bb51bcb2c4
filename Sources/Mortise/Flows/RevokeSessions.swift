import MortiseSQL

extension AuthEngine {
    /// Ends one session of the user whom another one proves; the one at hand may be named too.
    ///
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.notFound` for a session that is over or another user's,
    ///   `.unavailable`, `.cancelled`.
    public func revokeSession(
        _ id: SessionID, by token: SessionToken, in context: RequestContext
    ) async throws(AuthError) {
        try await flow("revoke_session", in: context) {
            let user = try await require(token).user
            try await end(SessionStatements.endOfUser(id, user.id), of: user.id, by: .user, in: context)
        }
    }

    /// Ends one session of a user, as an operator does.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    public func revokeSession(_ id: SessionID, of user: UserID, in context: RequestContext) async throws(AuthError) {
        try await flow("revoke_session", in: context) {
            try await end(SessionStatements.endOfUser(id, user), of: user, by: .operator, in: context)
        }
    }

    /// Ends all sessions and tokens of a user, as an operator does after a theft.
    ///
    /// - Returns: The number of sessions that ended.
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    @discardableResult
    public func revokeAllSessions(of user: UserID, in context: RequestContext) async throws(AuthError) -> Int {
        try await flow("revoke_all_sessions", in: context) {
            let now = clock.now
            return try await database.transaction { transaction in
                guard try await transaction.first(UserStatements.moveEpoch(user)) != nil else { throw Self.noSuchUser }
                let sessions = try await transaction.all(SessionStatements.endAll(user))
                let ended = sessions.count
                try await audit.record(
                    .sessionRevoked, by: .operator, of: user,
                    details: ["scope": "all", "ended": .integer(Int64(ended))], in: context, at: now, on: transaction)
                try await happened(
                    .sessionsEnded(sessions), to: user, by: .operator, in: context, at: now, on: transaction)
                return ended
            }
        }
    }

    /// Ends all sessions of an account whose epoch has moved: they are dead already, and now gone.
    func cutOff(_ user: UserID, on transaction: Transaction) async throws(DatabaseError) {
        try await transaction.execute(SessionStatements.endAll(user))
    }

    private func end(
        _ statement: Statement<SessionID>, of user: UserID, by actor: AuditEvent.Actor, in context: RequestContext
    ) async throws {
        let now = clock.now
        try await database.transaction { transaction in
            guard let ended = try await transaction.first(statement) else {
                throw AuthError(.notFound, "there is no such session")
            }
            try await audit.record(
                .sessionRevoked, by: actor, of: user, details: ["session": .string(ended.description)], in: context,
                at: now, on: transaction)
            try await happened(
                .sessionsEnded([ended]), to: user, by: actor, in: context, at: now, on: transaction)
        }
    }
}
