import MortiseSQL

/// The statements on events that wait for subscribers.
enum EventStatements {
    static let insert = Query("events.insert") {
        (
            id: Parameter<EventDeliveryID>, event: Parameter<EventID>, user: Parameter<UserID?>,
            subscriber: Parameter<String>, kind: Parameter<AccountEvent.Kind>, payload: Parameter<[UInt8]>,
            now: Parameter<Instant>
        ) in
        Insert(
            into: events,
            [
                events.id.set(to: id), events.eventID.set(to: event), events.userID.set(to: user),
                events.subscriber.set(to: subscriber), events.kind.set(to: kind),
                events.payloadSealed.set(to: payload), events.state.set(to: .pending), events.attempts.set(to: 0),
                events.nextAttemptAt.set(to: now), events.createdAt.set(to: now),
            ])
    }

    /// Claims events that are due to a subscriber, for one worker alone until the lease ends: of each user the first that
    /// waits, so that none overtakes another.
    static let claim = Query("events.claim") {
        (
            subscriber: Parameter<String>, now: Parameter<Instant>, lease: Parameter<Instant>, limit: Parameter<Int64>
        ) in
        Update(
            events,
            set: [events.leaseUntil.set(to: lease), events.attempts.set(to: events.attempts + 1)],
            where: events.id.isIn(
                Select(Projection(events.id), from: events)
                    .where(
                        events.state == constant(EventDelivery.State.pending) && events.subscriber == subscriber
                            && events.nextAttemptAt <= now && isFree(now) && isFirst
                    )
                    .order(by: events.nextAttemptAt).order(by: events.id).limit(limit)
                    .locked(.forUpdateSkippingLocked))
        ).returning(EventRecord.projection)
    }

    /// Ends the delivery of an event; its facts are dropped.
    static let complete = Query("events.complete") { (id: Parameter<EventDeliveryID>, now: Parameter<Instant>) in
        Update(
            events,
            set: [
                events.state.set(to: .delivered), events.deliveredAt.set(to: now),
                events.payloadSealed.set(to: nil), events.leaseUntil.set(to: nil), events.lastError.set(to: nil),
            ],
            where: events.id == id)
    }

    /// Puts an event off after an attempt that failed, unless another worker has claimed it since.
    static let postpone = Query("events.postpone") {
        (id: Parameter<EventDeliveryID>, lease: Parameter<Instant>, next: Parameter<Instant>, error: Parameter<String>)
        in
        Update(
            events,
            set: [
                events.nextAttemptAt.set(to: next), events.leaseUntil.set(to: nil), events.lastError.set(to: error),
            ],
            where: events.id == id && events.leaseUntil == lease)
    }

    /// Gives an event up. Its facts stay, for an operator may let it be tried again.
    static let bury = Query("events.bury") {
        (id: Parameter<EventDeliveryID>, lease: Parameter<Instant>, error: Parameter<String>) in
        Update(
            events,
            set: [
                events.state.set(to: .dead), events.leaseUntil.set(to: nil), events.lastError.set(to: error),
            ],
            where: events.id == id && events.leaseUntil == lease)
    }

    /// Lets an event that waits or was given up be tried at once, with all its attempts, unless a worker has it.
    static let retry = Query("events.retry") { (id: Parameter<EventDeliveryID>, now: Parameter<Instant>) in
        Update(
            events,
            set: [
                events.state.set(to: .pending), events.attempts.set(to: 0), events.nextAttemptAt.set(to: now),
            ],
            where: events.id == id && events.state != constant(EventDelivery.State.delivered) && isFree(now)
        ).returning(Projection(events.id))
    }

    static let ofState = Query("events.of_state", isScan: true) {
        (state: Parameter<EventDelivery.State>, before: Parameter<EventDeliveryID>, limit: Parameter<Int64>) in
        Select(status, from: events).where(events.state == state && events.id < before)
            .order(by: events.id, descending: true).limit(limit)
    }

    static let ofUser = Query("events.of_user") { (user: Parameter<UserID>, limit: Parameter<Int64>) in
        Select(status, from: events).where(events.userID == user).order(by: events.id, descending: true).limit(limit)
    }

    /// How many events wait, and since when the oldest does.
    static let backlog = Query("events.backlog", isScan: true) {
        Select(
            Projection(count(), events.createdAt.minimum, as: { (count: $0, oldest: $1) }), from: events
        ).where(events.state == constant(EventDelivery.State.pending))
    }

    /// Removes deliveries that are over, a batch at a time.
    static let sweep = Query("events.sweep", isScan: true) { (before: Parameter<Instant>, limit: Parameter<Int64>) in
        Delete(
            from: events,
            where: events.id.isIn(
                Select(Projection(events.id), from: events)
                    .where(events.state != constant(EventDelivery.State.pending) && events.createdAt < before)
                    .limit(limit)))
    }

    /// All deliveries in the order of their identifiers, with their states.
    static let page = Query("events.page", isScan: true) {
        (after: Parameter<EventDeliveryID>, limit: Parameter<Int64>) in
        Select(withState, from: events).where(events.id > after).order(by: events.id).limit(limit)
    }

    static let templates = [
        insert.template, claim.template, complete.template, postpone.template, bury.template, retry.template,
        ofState.template, ofUser.template, backlog.template, sweep.template, page.template,
    ]

    private static func isFree(_ now: Parameter<Instant>) -> Predicate {
        events.leaseUntil.isNull || events.leaseUntil <= now
    }

    // The builder knows no second name for a table.
    private static let isFirst = Predicate(
        unsafeRaw: SQLFragment(
            unsafeRaw: """
                NOT EXISTS (SELECT 1 FROM event_outbox AS earlier WHERE earlier.user_id = event_outbox.user_id \
                AND earlier.subscriber = event_outbox.subscriber AND earlier.state = 'pending' \
                AND earlier.id < event_outbox.id)
                """))

    private static let withState = Projection(
        events.id, events.eventID, events.userID, events.kind, events.payloadSealed, events.attempts, events.state,
        as: {
            (EventRecord(id: $0, eventID: $1, userID: $2, kind: $3, payloadSealed: $4, attempts: $5), $6)
        })

    private static let status = Projection(
        events.id, events.eventID, events.userID, events.subscriber, events.kind, events.state, events.attempts,
        events.nextAttemptAt, events.lastError, events.createdAt, events.deliveredAt,
        as: {
            EventDelivery(
                id: $0, eventID: $1, userID: $2, subscriber: $3, kind: $4, state: $5, attempts: Int($6),
                nextAttemptAt: $7, lastError: $8, createdAt: $9, deliveredAt: $10)
        })
}
