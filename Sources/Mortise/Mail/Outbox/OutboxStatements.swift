import MortiseSQL

/// The statements on the outbox.
enum OutboxStatements {
    /// Writes a mail about a user that exists; for one that does not it does nothing, so that strangers cause the same
    /// statements for every address.
    static let enqueue = Query("outbox.enqueue") {
        (
            id: Parameter<MailID>, user: Parameter<UserID>, kind: Parameter<MailKind>, recipient: Parameter<[UInt8]>,
            payload: Parameter<[UInt8]?>, now: Parameter<Instant>, expires: Parameter<Instant>
        ) in
        Insert(
            into: outbox,
            [
                outbox.id.set(to: id), outbox.userID.set(to: user), outbox.kind.set(to: kind),
                outbox.recipientSealed.set(to: recipient), outbox.payloadSealed.set(to: payload),
                outbox.state.set(to: .pending), outbox.attempts.set(to: 0), outbox.nextAttemptAt.set(to: now),
                outbox.createdAt.set(to: now), outbox.expiresAt.set(to: expires),
            ]
        ).when(.exists(Select(Projection(users.id), from: users).where(users.id == user)))
    }

    /// Claims mails that are due, for one worker alone until the lease ends.
    static let claim = Query("outbox.claim") {
        (now: Parameter<Instant>, lease: Parameter<Instant>, limit: Parameter<Int64>) in
        Update(
            outbox,
            set: [outbox.leaseUntil.set(to: lease), outbox.attempts.set(to: outbox.attempts + 1)],
            where: outbox.id.isIn(
                Select(Projection(outbox.id), from: outbox)
                    .where(
                        outbox.state == constant(OutboxMail.State.pending) && outbox.nextAttemptAt <= now
                            && (outbox.leaseUntil.isNull || outbox.leaseUntil <= now)
                    )
                    .order(by: outbox.nextAttemptAt).limit(limit).locked(.forUpdateSkippingLocked))
        ).returning(OutboxRecord.projection)
    }

    /// Ends a mail that was handed over; its content is dropped.
    static let complete = Query("outbox.complete") { (id: Parameter<MailID>, now: Parameter<Instant>) in
        Update(
            outbox,
            set: [
                outbox.state.set(to: .sent), outbox.sentAt.set(to: now), outbox.payloadSealed.set(to: nil),
                outbox.leaseUntil.set(to: nil), outbox.lastError.set(to: nil),
            ],
            where: outbox.id == id)
    }

    /// Puts a mail off after an attempt that failed, unless another worker has claimed it since.
    static let postpone = Query("outbox.postpone") {
        (id: Parameter<MailID>, lease: Parameter<Instant>, next: Parameter<Instant>, error: Parameter<String>) in
        Update(
            outbox,
            set: [
                outbox.nextAttemptAt.set(to: next), outbox.leaseUntil.set(to: nil), outbox.lastError.set(to: error),
            ],
            where: outbox.id == id && outbox.leaseUntil == lease)
    }

    /// Gives a mail up; its content is dropped.
    static let bury = Query("outbox.bury") {
        (id: Parameter<MailID>, lease: Parameter<Instant>, error: Parameter<String>) in
        Update(
            outbox,
            set: [
                outbox.state.set(to: .dead), outbox.payloadSealed.set(to: nil), outbox.leaseUntil.set(to: nil),
                outbox.lastError.set(to: error),
            ],
            where: outbox.id == id && outbox.leaseUntil == lease)
    }

    /// Gives up mails that are of no use any more, unless a worker has them, a batch at a time.
    static let expire = Query("outbox.expire", isScan: true) { (now: Parameter<Instant>, limit: Parameter<Int64>) in
        Update(
            outbox,
            set: [
                outbox.state.set(to: .dead), outbox.payloadSealed.set(to: nil), outbox.leaseUntil.set(to: nil),
                outbox.lastError.set(to: constant(OutboxMail.expired)),
            ],
            where: outbox.id.isIn(
                Select(Projection(outbox.id), from: outbox)
                    .where(
                        outbox.state == constant(OutboxMail.State.pending) && outbox.expiresAt <= now
                            && (outbox.leaseUntil.isNull || outbox.leaseUntil <= now)
                    )
                    .order(by: outbox.expiresAt).limit(limit).locked(.forUpdateSkippingLocked)))
    }

    /// Lets a waiting mail be tried at once, unless a worker has it.
    static let retry = Query("outbox.retry") { (id: Parameter<MailID>, now: Parameter<Instant>) in
        Update(
            outbox, set: [outbox.nextAttemptAt.set(to: now)],
            where: outbox.id == id && outbox.state == constant(OutboxMail.State.pending)
                && (outbox.leaseUntil.isNull || outbox.leaseUntil <= now)
        ).returning(Projection(outbox.id))
    }

    static let ofState = Query("outbox.of_state", isScan: true) {
        (state: Parameter<OutboxMail.State>, before: Parameter<MailID>, limit: Parameter<Int64>) in
        Select(status, from: outbox).where(outbox.state == state && outbox.id < before)
            .order(by: outbox.id, descending: true).limit(limit)
    }

    static let ofUser = Query("outbox.of_user") { (user: Parameter<UserID>, limit: Parameter<Int64>) in
        Select(status, from: outbox).where(outbox.userID == user)
            .order(by: outbox.createdAt, descending: true).order(by: outbox.id, descending: true).limit(limit)
    }

    /// How many mails wait, and since when the oldest does.
    static let backlog = Query("outbox.backlog", isScan: true) {
        Select(
            Projection(count(), outbox.createdAt.minimum, as: { (count: $0, oldest: $1) }), from: outbox
        ).where(outbox.state == constant(OutboxMail.State.pending))
    }

    /// Removes mails that are over, a batch at a time.
    static let sweep = Query("outbox.sweep", isScan: true) { (before: Parameter<Instant>, limit: Parameter<Int64>) in
        Delete(
            from: outbox,
            where: outbox.id.isIn(
                Select(Projection(outbox.id), from: outbox)
                    .where(outbox.state != constant(OutboxMail.State.pending) && outbox.createdAt < before)
                    .limit(limit)))
    }

    /// All mails in the order of their identifiers, with their states.
    static let page = Query("outbox.page", isScan: true) { (after: Parameter<MailID>, limit: Parameter<Int64>) in
        Select(withState, from: outbox).where(outbox.id > after).order(by: outbox.id).limit(limit)
    }

    static let templates = [
        enqueue.template, claim.template, complete.template, postpone.template, bury.template, expire.template,
        retry.template,
        ofState.template, ofUser.template, backlog.template, sweep.template, page.template,
    ]

    private static let withState = Projection(
        outbox.id, outbox.userID, outbox.kind, outbox.recipientSealed, outbox.payloadSealed, outbox.attempts,
        outbox.leaseUntil, outbox.createdAt, outbox.expiresAt, outbox.state,
        as: {
            (
                OutboxRecord(
                    id: $0, userID: $1, kind: $2, recipientSealed: $3, payloadSealed: $4, attempts: $5,
                    leaseUntil: $6, createdAt: $7, expiresAt: $8), $9
            )
        })

    private static let status = Projection(
        outbox.id, outbox.userID, outbox.kind, outbox.state, outbox.attempts, outbox.nextAttemptAt, outbox.lastError,
        outbox.createdAt, outbox.sentAt,
        as: {
            OutboxMail(
                id: $0, userID: $1, kind: $2, state: $3, attempts: Int($4), nextAttemptAt: $5, lastError: $6,
                createdAt: $7, sentAt: $8)
        })
}
