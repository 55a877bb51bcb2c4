import MortiseSQL

/// The statements on sessions.
enum SessionStatements {
    /// A session and its user: the hot path, one indexed lookup.
    static let byToken = Query("sessions.by_token", isLookup: true) { (digest: Parameter<[UInt8]>) in
        Select(withUser, from: sessions).join(users, on: users.id == sessions.userID)
            .where(sessions.tokenDigest == digest)
    }

    static let insert = Query("sessions.insert") {
        (
            id: Parameter<SessionID>, user: Parameter<UserID>, digest: Parameter<[UInt8]>, key: Parameter<Int64>,
            epoch: Parameter<Int64>, now: Parameter<Instant>, expires: Parameter<Instant>, idle: Parameter<Int64>,
            ip: Parameter<IPText?>, agent: Parameter<String?>, authentications: Parameter<JSONText>
        ) in
        Insert(
            into: sessions,
            [
                sessions.id.set(to: id), sessions.userID.set(to: user), sessions.tokenDigest.set(to: digest),
                sessions.tokenKeyID.set(to: key), sessions.securityEpoch.set(to: epoch),
                sessions.createdAt.set(to: now), sessions.lastSeenAt.set(to: now), sessions.expiresAt.set(to: expires),
                sessions.idleTimeoutSeconds.set(to: idle), sessions.ip.set(to: ip), sessions.userAgent.set(to: agent),
                sessions.authentications.set(to: authentications),
            ])
    }

    /// Ends the oldest sessions of a user beyond a number.
    static let trim = Query("sessions.trim") { (user: Parameter<UserID>, maximum: Parameter<Int64>) in
        Delete(
            from: sessions,
            where: sessions.userID == user
                && !sessions.id.isIn(
                    Select(Projection(sessions.id), from: sessions).where(sessions.userID == user)
                        .order(by: sessions.createdAt, descending: true).order(by: sessions.id, descending: true)
                        .limit(maximum))
        )
    }

    /// Moves the last use forward, never back.
    static let touch = Query("sessions.touch") { (id: Parameter<SessionID>, now: Parameter<Instant>) in
        Update(sessions, set: [sessions.lastSeenAt.set(to: now)], where: sessions.id == id && sessions.lastSeenAt < now)
    }

    static let ofUser = Query("sessions.of_user") { (user: Parameter<UserID>) in
        Select(SessionRecord.projection, from: sessions).where(sessions.userID == user)
            .order(by: sessions.createdAt, descending: true).order(by: sessions.id, descending: true)
    }

    /// When and how the owner of a session has proved who they are.
    static let authentications = Query("sessions.authentications") { (id: Parameter<SessionID>) in
        Select(Projection(sessions.authentications), from: sessions).where(sessions.id == id)
    }

    static let end = Query("sessions.end") { (id: Parameter<SessionID>) in
        Delete(from: sessions, where: sessions.id == id).returning(Projection(sessions.id))
    }

    static let endOfUser = Query("sessions.end_of_user") { (id: Parameter<SessionID>, user: Parameter<UserID>) in
        Delete(from: sessions, where: sessions.id == id && sessions.userID == user)
            .returning(Projection(sessions.id))
    }

    static let endOthers = Query("sessions.end_others") { (user: Parameter<UserID>, kept: Parameter<SessionID>) in
        Delete(from: sessions, where: sessions.userID == user && sessions.id != kept)
            .returning(Projection(sessions.id))
    }

    static let endAll = Query("sessions.end_all") { (user: Parameter<UserID>) in
        Delete(from: sessions, where: sessions.userID == user).returning(Projection(sessions.id))
    }

    static let page = Query("sessions.page", isScan: true) { (after: Parameter<SessionID>, limit: Parameter<Int64>) in
        Select(withEpoch, from: sessions).join(users, on: users.id == sessions.userID)
            .where(sessions.id > after).order(by: sessions.id).limit(limit)
    }

    static let firstPage = Query("sessions.first_page", isScan: true) { (limit: Parameter<Int64>) in
        Select(withEpoch, from: sessions).join(users, on: users.id == sessions.userID)
            .order(by: sessions.id).limit(limit)
    }

    /// Removes sessions that are over, a batch at a time.
    static let sweep = Query("sessions.sweep", isScan: true) { (before: Parameter<Instant>, limit: Parameter<Int64>) in
        Delete(
            from: sessions,
            where: sessions.id.isIn(
                Select(Projection(sessions.id), from: sessions).where(sessions.expiresAt < before).limit(limit)))
    }

    static let templates = [
        byToken.template, insert.template, trim.template, touch.template, ofUser.template, end.template,
        endOfUser.template, endOthers.template, endAll.template, sweep.template, page.template, firstPage.template,
        authentications.template,
    ]

    private static let withUser = Projection(
        sessions.id, sessions.userID, sessions.securityEpoch, sessions.createdAt, sessions.lastSeenAt,
        sessions.expiresAt, sessions.idleTimeoutSeconds, sessions.ip, sessions.userAgent,
        users.emailSealed, Expression(users.passwordHash.isNotNull), users.isActive, users.isVerified,
        users.createdAt, users.updatedAt, users.lastLoginAt, users.displayNameSealed, users.securityEpoch,
        users.version, users.deletedAt,
        as: {
            (
                SessionRecord(
                    id: $0, userID: $1, securityEpoch: $2, createdAt: $3, lastSeenAt: $4, expiresAt: $5,
                    idleTimeoutSeconds: $6, ip: $7, userAgent: $8),
                UserProfile(
                    id: $1, emailSealed: $9, hasPassword: $10, isActive: $11, isVerified: $12, createdAt: $13,
                    updatedAt: $14, lastLoginAt: $15, displayNameSealed: $16, securityEpoch: $17, version: $18,
                    deletedAt: $19)
            )
        })

    private static let withEpoch = Projection(
        sessions.id, sessions.userID, sessions.securityEpoch, sessions.createdAt, sessions.lastSeenAt,
        sessions.expiresAt, sessions.idleTimeoutSeconds, sessions.ip, sessions.userAgent, users.securityEpoch,
        as: {
            (
                SessionRecord(
                    id: $0, userID: $1, securityEpoch: $2, createdAt: $3, lastSeenAt: $4, expiresAt: $5,
                    idleTimeoutSeconds: $6, ip: $7, userAgent: $8), $9
            )
        })
}
