import Logging
import MortiseSQL

extension AuthEngine {
    /// The session and the user that a token proves: the hot path, one indexed statement.
    ///
    /// The last use is recorded at most once in the policy's interval, or in a quarter of the idle timeout if that is less. A session whose user's security epoch has moved
    /// on is dead at once, on every node.
    ///
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.unavailable`, `.cancelled`.
    public func authenticate(
        _ token: SessionToken, in context: RequestContext = RequestContext()
    ) async throws(AuthError) -> AuthenticatedSession {
        try await flow("authenticate", in: context) {
            guard let (record, user) = try await find(token) else { throw Self.sessionRequired }
            let now = clock.now
            guard user.isUsable, record.isAlive(at: now, epoch: user.securityEpoch) else { throw Self.sessionRequired }
            // Within an idle timeout that is short there are several records, or a session in use would run out.
            let interval = min(
                configuration.sessionPolicy.lastSeenInterval, .seconds(record.idleTimeoutSeconds) / 4)
            if now - record.lastSeenAt >= interval {
                await touch(record.id, at: now, in: context)
            }
            return AuthenticatedSession(user: try user.opened(with: vault), session: record.session)
        }
    }

    /// The session of a token and its user, alive or not.
    func find(_ token: SessionToken) async throws(DatabaseError) -> (SessionRecord, UserProfile)? {
        guard let digest = vault.digest(token) else { return nil }
        return try await database.first(SessionStatements.byToken(digest))
    }

    /// Records the last use. That it failed must not end a good session: the next use tries again.
    private func touch(_ id: SessionID, at now: Instant, in context: RequestContext) async {
        do {
            try await database.execute(SessionStatements.touch(id, now))
        } catch {
            logger.warning(
                "the last use of a session was not recorded",
                metadata: [LogKey.requestID: "\(context.requestID)", LogKey.error: "\(error)"])
        }
    }

    static var sessionRequired: AuthError { AuthError(.sessionRequired, "log in first") }
}
