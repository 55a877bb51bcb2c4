import MortiseSQL

/// A row of sessions.
struct SessionRecord: Sendable {
    let id: SessionID
    let userID: UserID
    let securityEpoch: Int64
    let createdAt: Instant
    let lastSeenAt: Instant
    let expiresAt: Instant
    let idleTimeoutSeconds: Int64
    let ip: IPText?
    let userAgent: String?

    static let projection = Projection(
        sessions.id, sessions.userID, sessions.securityEpoch, sessions.createdAt, sessions.lastSeenAt,
        sessions.expiresAt, sessions.idleTimeoutSeconds, sessions.ip, sessions.userAgent,
        as: {
            SessionRecord(
                id: $0, userID: $1, securityEpoch: $2, createdAt: $3, lastSeenAt: $4, expiresAt: $5,
                idleTimeoutSeconds: $6, ip: $7, userAgent: $8)
        })

    var idleExpiresAt: Instant { min(expiresAt, lastSeenAt + .seconds(idleTimeoutSeconds)) }

    /// Whether the session still proves anything.
    ///
    /// A clock that was set back must not lengthen a session: one that began in the future, beyond what clocks of
    /// several nodes may differ by, is dead.
    func isAlive(at now: Instant, epoch: Int64) -> Bool {
        securityEpoch == epoch && now < expiresAt && now < idleExpiresAt && createdAt <= now + Self.clockTolerance
    }

    /// How far the clocks of several nodes may lie apart, or one be set back, before sessions suffer.
    static let clockTolerance = Duration.seconds(2 * 3600)

    var session: Session {
        Session(
            id: id, userID: userID, createdAt: createdAt, lastSeenAt: lastSeenAt, expiresAt: expiresAt,
            idleExpiresAt: idleExpiresAt, clientAddress: ip.flatMap { IPAddress($0.text) }, userAgent: userAgent)
    }
}
