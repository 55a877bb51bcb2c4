import MortiseSQL

/// The statements of a rotation. Each names the values that it replaces, so that a concurrent change is never lost, and
/// changes nothing else: to clients the row stays what it was.
enum RotationStatements {
    static let address = Query("rotation.address") {
        (
            id: Parameter<UserID>, oldDigest: Parameter<[UInt8]>, oldSealed: Parameter<[UInt8]>,
            digest: Parameter<[UInt8]>, sealed: Parameter<[UInt8]>
        ) in
        Update(
            users, set: [users.emailDigest.set(to: digest), users.emailSealed.set(to: sealed)],
            where: users.id == id && users.emailDigest == oldDigest && users.emailSealed == oldSealed)
    }

    static let name = Query("rotation.name") {
        (id: Parameter<UserID>, old: Parameter<[UInt8]>, sealed: Parameter<[UInt8]?>) in
        Update(
            users, set: [users.displayNameSealed.set(to: sealed)],
            where: users.id == id && users.displayNameSealed == old)
    }

    static let token = Query("rotation.token") {
        (id: Parameter<TokenID>, old: Parameter<[UInt8]>, sealed: Parameter<[UInt8]?>) in
        Update(
            oneTimeTokens, set: [oneTimeTokens.payloadSealed.set(to: sealed)],
            where: oneTimeTokens.id == id && oneTimeTokens.payloadSealed == old)
    }

    static let recipient = Query("rotation.recipient") {
        (id: Parameter<MailID>, old: Parameter<[UInt8]>, sealed: Parameter<[UInt8]>) in
        Update(
            outbox, set: [outbox.recipientSealed.set(to: sealed)],
            where: outbox.id == id && outbox.recipientSealed == old)
    }

    static let mail = Query("rotation.mail") {
        (id: Parameter<MailID>, old: Parameter<[UInt8]>, sealed: Parameter<[UInt8]?>) in
        Update(
            outbox, set: [outbox.payloadSealed.set(to: sealed)],
            where: outbox.id == id && outbox.payloadSealed == old)
    }

    static let event = Query("rotation.event") {
        (id: Parameter<EventDeliveryID>, old: Parameter<[UInt8]>, sealed: Parameter<[UInt8]?>) in
        Update(
            events, set: [events.payloadSealed.set(to: sealed)], where: events.id == id && events.payloadSealed == old)
    }

    static let accounts = Query("rotation.users", isScan: true) { Select(Projection(count()), from: users) }
    static let tokens = Query("rotation.tokens", isScan: true) { Select(Projection(count()), from: oneTimeTokens) }
    static let mails = Query("rotation.mails", isScan: true) { Select(Projection(count()), from: outbox) }
    static let deliveries = Query("rotation.events", isScan: true) { Select(Projection(count()), from: events) }

    /// The sessions that are not over, by the key of their tokens.
    static let livingSessions = Query("rotation.living_sessions", isScan: true) { (now: Parameter<Instant>) in
        Select(Projection(sessions.tokenKeyID, count(), as: { (UInt32(clamping: $0), Int($1)) }), from: sessions)
            .where(sessions.expiresAt > now).group(by: sessions.tokenKeyID)
    }

    /// The mailed links that still work, by the key of their tokens.
    static let openTokens = Query("rotation.open_tokens", isScan: true) { (now: Parameter<Instant>) in
        Select(
            Projection(oneTimeTokens.tokenKeyID, count(), as: { (UInt32(clamping: $0), Int($1)) }), from: oneTimeTokens
        )
        .where(oneTimeTokens.expiresAt > now && oneTimeTokens.consumedAt.isNull).group(by: oneTimeTokens.tokenKeyID)
    }

    /// Ends the sessions of a key, a batch at a time.
    static let endSessions = Query("rotation.end_sessions", isScan: true) {
        (key: Parameter<Int64>, limit: Parameter<Int64>) in
        Delete(
            from: sessions,
            where: sessions.id.isIn(
                Select(Projection(sessions.id), from: sessions).where(sessions.tokenKeyID == key).limit(limit)))
    }

    /// Ends the mailed links of a key, a batch at a time.
    static let endTokens = Query("rotation.end_tokens", isScan: true) {
        (key: Parameter<Int64>, limit: Parameter<Int64>) in
        Delete(
            from: oneTimeTokens,
            where: oneTimeTokens.id.isIn(
                Select(Projection(oneTimeTokens.id), from: oneTimeTokens).where(oneTimeTokens.tokenKeyID == key)
                    .limit(limit)))
    }

    static let templates = [
        address.template, name.template, token.template, recipient.template, mail.template, event.template,
        accounts.template, tokens.template, mails.template, deliveries.template, livingSessions.template,
        openTokens.template, endSessions.template,
        endTokens.template,
    ]
}
