import MortiseSQL

extension AuthEngine {
    /// Ends sessions of the user whom a token proves. Doing it again changes nothing.
    ///
    /// - Parameters:
    ///   - token: The session at hand.
    ///   - scope: Which sessions end.
    ///   - context: Who asks.
    /// - Returns: The number of sessions that ended; 0 when the token proved none.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    @discardableResult
    public func logOut(
        _ token: SessionToken, scope: LogOutScope = .current, in context: RequestContext
    ) async throws(AuthError) -> Int {
        try await flow("log_out", in: context) {
            guard let (record, user) = try await find(token) else { return 0 }
            let now = clock.now
            // A dead session may end itself, but no other one.
            let isAlive = user.isUsable && record.isAlive(at: now, epoch: user.securityEpoch)
            let scope = isAlive ? scope : .current
            return try await database.transaction { transaction in
                let statement =
                    switch scope {
                    case .current: SessionStatements.end(record.id)
                    case .others: SessionStatements.endOthers(record.userID, record.id)
                    case .all: SessionStatements.endAll(record.userID)
                    }
                let sessions = try await transaction.all(statement)
                let ended = sessions.count
                guard ended > 0 else { return 0 }
                try await audit.record(
                    scope == .others ? .sessionRevoked : .logout, by: .user, of: record.userID,
                    details: ["scope": .string(scope.rawValue), "ended": .integer(Int64(ended))],
                    in: context, at: now, on: transaction)
                try await happened(
                    .sessionsEnded(sessions), to: record.userID, by: .user, in: context, at: now, on: transaction)
                return ended
            }
        }
    }
}
