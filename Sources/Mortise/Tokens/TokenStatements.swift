import MortiseSQL

/// The statements on one-time tokens.
enum TokenStatements {
    /// Issues a token to a user that exists; it takes the place of an open one of the same purpose.
    ///
    /// For a user that does not exist it does nothing, so that strangers cause the same statements for every address.
    static let issue = Query("tokens.issue") {
        (
            id: Parameter<TokenID>, user: Parameter<UserID>, purpose: Parameter<TokenPurpose>,
            digest: Parameter<[UInt8]>, key: Parameter<Int64>, epoch: Parameter<Int64>, payload: Parameter<[UInt8]?>,
            now: Parameter<Instant>, expires: Parameter<Instant>
        ) in
        Insert(into: oneTimeTokens, values(id, user, purpose, digest, key, epoch, payload, now, expires))
            .when(.exists(Select(Projection(users.id), from: users).where(users.id == user)))
            .onConflict(
                ["user_id", "purpose"],
                where: Predicate(
                    unsafeRaw: SQLFragment(unsafeRaw: "consumed_at IS NULL AND purpose <> 'undo_email_change'")),
                update: [
                    oneTimeTokens.id.set(to: oneTimeTokens.id.excluded),
                    oneTimeTokens.tokenDigest.set(to: oneTimeTokens.tokenDigest.excluded),
                    oneTimeTokens.tokenKeyID.set(to: oneTimeTokens.tokenKeyID.excluded),
                    oneTimeTokens.securityEpoch.set(to: oneTimeTokens.securityEpoch.excluded),
                    oneTimeTokens.payloadSealed.set(to: oneTimeTokens.payloadSealed.excluded),
                    oneTimeTokens.createdAt.set(to: oneTimeTokens.createdAt.excluded),
                    oneTimeTokens.expiresAt.set(to: oneTimeTokens.expiresAt.excluded),
                ])
    }

    /// An open token of a purpose and its user. It proves nothing: only ``consume`` does.
    static let find = Query("tokens.find") {
        (
            digest: Parameter<[UInt8]>, purpose: Parameter<TokenPurpose>, now: Parameter<Instant>,
            latest: Parameter<Instant>
        ) in
        Select(withUser, from: oneTimeTokens).join(users, on: users.id == oneTimeTokens.userID)
            .where(isOpen(digest, purpose, now, latest) && isCurrent)
    }

    /// A token of a purpose and its user, whatever has become of them.
    static let trace = Query("tokens.trace") { (digest: Parameter<[UInt8]>, purpose: Parameter<TokenPurpose>) in
        Select(withUser, from: oneTimeTokens).join(users, on: users.id == oneTimeTokens.userID)
            .where(oneTimeTokens.tokenDigest == digest && oneTimeTokens.purpose == purpose)
    }

    /// Uses a token up; the returned row is the proof that nobody else has.
    ///
    /// It is dead once its user's security epoch has moved on, but for the link that undoes a change of address: who
    /// takes an account over could else kill it by changing the password too.
    static let consume = Query("tokens.consume") {
        (
            digest: Parameter<[UInt8]>, purpose: Parameter<TokenPurpose>, now: Parameter<Instant>,
            latest: Parameter<Instant>
        ) in
        Update(
            oneTimeTokens, set: [oneTimeTokens.consumedAt.set(to: now)],
            where: isOpen(digest, purpose, now, latest)
                && .exists(
                    Select(Projection(users.id), from: users).where(users.id == oneTimeTokens.userID && isCurrent))
        ).returning(TokenRecord.projection)
    }

    /// Ends the open tokens of one purpose made since a moment.
    static let endSince = Query("tokens.end_since") {
        (user: Parameter<UserID>, purpose: Parameter<TokenPurpose>, since: Parameter<Instant>, now: Parameter<Instant>)
        in
        Update(
            oneTimeTokens, set: [oneTimeTokens.consumedAt.set(to: now)],
            where: oneTimeTokens.userID == user && oneTimeTokens.purpose == purpose
                && oneTimeTokens.createdAt >= since && oneTimeTokens.consumedAt.isNull)
    }

    /// Removes tokens that nobody can use any more, a batch at a time.
    static let sweep = Query("tokens.sweep", isScan: true) { (before: Parameter<Instant>, limit: Parameter<Int64>) in
        Delete(
            from: oneTimeTokens,
            where: oneTimeTokens.id.isIn(
                Select(Projection(oneTimeTokens.id), from: oneTimeTokens).where(oneTimeTokens.expiresAt < before)
                    .order(by: oneTimeTokens.expiresAt).limit(limit)))
    }

    static let page = Query("tokens.page", isScan: true) { (after: Parameter<TokenID>, limit: Parameter<Int64>) in
        Select(withUser, from: oneTimeTokens).join(users, on: users.id == oneTimeTokens.userID)
            .where(oneTimeTokens.id > after).order(by: oneTimeTokens.id).limit(limit)
    }

    static let templates = [
        issue.template, find.template, trace.template, consume.template, endSince.template, sweep.template,
        page.template,
    ]

    // A clock that was set back must not lengthen a token's life: one made after `latest` is dead.
    private static func isOpen(
        _ digest: Parameter<[UInt8]>, _ purpose: Parameter<TokenPurpose>, _ now: Parameter<Instant>,
        _ latest: Parameter<Instant>
    ) -> Predicate {
        oneTimeTokens.tokenDigest == digest && oneTimeTokens.purpose == purpose && oneTimeTokens.consumedAt.isNull
            && oneTimeTokens.expiresAt > now && oneTimeTokens.createdAt <= latest
    }

    private static let isCurrent =
        users.deletedAt.isNull && users.isActive == constant(true)
        && (users.securityEpoch == oneTimeTokens.securityEpoch
            || oneTimeTokens.purpose == constant(TokenPurpose.undoEmailChange))

    private static func values(
        _ id: Parameter<TokenID>, _ user: Parameter<UserID>, _ purpose: Parameter<TokenPurpose>,
        _ digest: Parameter<[UInt8]>, _ key: Parameter<Int64>, _ epoch: Parameter<Int64>,
        _ payload: Parameter<[UInt8]?>, _ now: Parameter<Instant>, _ expires: Parameter<Instant>
    ) -> [Assignment] {
        [
            oneTimeTokens.id.set(to: id), oneTimeTokens.userID.set(to: user), oneTimeTokens.purpose.set(to: purpose),
            oneTimeTokens.tokenDigest.set(to: digest), oneTimeTokens.tokenKeyID.set(to: key),
            oneTimeTokens.securityEpoch.set(to: epoch), oneTimeTokens.payloadSealed.set(to: payload),
            oneTimeTokens.createdAt.set(to: now), oneTimeTokens.expiresAt.set(to: expires),
        ]
    }

    private static let withUser = Projection(
        oneTimeTokens.id, oneTimeTokens.userID, oneTimeTokens.purpose, oneTimeTokens.securityEpoch,
        oneTimeTokens.payloadSealed, oneTimeTokens.createdAt, oneTimeTokens.expiresAt, oneTimeTokens.consumedAt,
        users.emailDigest, users.emailSealed, users.passwordHash, users.isActive, users.isVerified, users.createdAt,
        users.updatedAt, users.lastLoginAt, users.displayNameSealed, users.securityEpoch, users.version,
        users.deletedAt,
        as: {
            (
                TokenRecord(
                    id: $0, userID: $1, purpose: $2, securityEpoch: $3, payloadSealed: $4, createdAt: $5,
                    expiresAt: $6, consumedAt: $7),
                UserRecord(
                    id: $1, emailDigest: $8, emailSealed: $9, passwordHash: $10, isActive: $11, isVerified: $12,
                    createdAt: $13, updatedAt: $14, lastLoginAt: $15, displayNameSealed: $16, securityEpoch: $17,
                    version: $18, deletedAt: $19)
            )
        })
}
