import MortiseSQL

/// The table of limits.
struct RateLimits: Table {
    static let name = "rate_limits"

    let keyDigest = column("key_digest", [UInt8].self)
    let policy = column("policy", String.self)
    let arrival = column("theoretical_arrival", Int64.self)
    let tries = column("tries", Int64.self)
    let updatedAt = column("updated_at", Int64.self)
    let reportedAt = column("reported_at", Int64?.self)
}

let rateLimits = RateLimits()

/// The statements on limits. Each try is one statement, and the returned row is the proof that it was let through:
/// however many callers try at once, no more pass than the limit allows. The rules are those of ``RateLimitBucket``.
enum RateLimitStatements {
    static let take = Query("limits.take") {
        (
            key: Parameter<[UInt8]>, policy: Parameter<String>, now: Parameter<Int64>, first: Parameter<Int64>,
            latest: Parameter<Int64>, spoilt: Parameter<Int64>, interval: Parameter<Int64>
        ) in
        Insert(into: rateLimits, firstTry(key, policy, now, first))
            .onConflict(
                ["key_digest"],
                update: [
                    rateLimits.arrival.set(to: least(greatest(rateLimits.arrival, now), latest) + interval),
                    rateLimits.tries.set(to: rateLimits.tries + 1),
                    rateLimits.updatedAt.set(to: now),
                ],
                onlyIf: rateLimits.arrival <= latest || rateLimits.arrival > spoilt
            )
            .returning(Projection(rateLimits.tries))
    }

    static let takeWithBackoff = Query("limits.take_with_backoff") {
        (
            key: Parameter<[UInt8]>, policy: Parameter<String>, now: Parameter<Int64>, first: Parameter<Int64>,
            forgotten: Parameter<Int64>, spoilt: Parameter<Int64>, free: Parameter<Int64>, wait: Parameter<Int64>,
            maximum: Parameter<Int64>
        ) in
        let isForgotten = rateLimits.updatedAt <= forgotten
        let tries = isForgotten.then(constant(Int64(1)), else: rateLimits.tries + 1)
        // One bit further for each try beyond the free ones; 30 bits keep the product within 64.
        let doublings = least(greatest(tries - free, constant(Int64(0))), constant(Int64(30)))
        let delay = (tries < free).then(constant(Int64(0)), else: least(maximum, shifted(wait, by: doublings)))
        return Insert(into: rateLimits, firstTry(key, policy, now, first))
            .onConflict(
                ["key_digest"],
                update: [
                    rateLimits.arrival.set(to: now + delay),
                    rateLimits.tries.set(to: tries),
                    rateLimits.updatedAt.set(to: now),
                ],
                onlyIf: rateLimits.arrival <= now || isForgotten || rateLimits.updatedAt > spoilt
            )
            .returning(Projection(rateLimits.tries))
    }

    static let arrival = Query("limits.arrival") { (key: Parameter<[UInt8]>) in
        Select(Projection(rateLimits.arrival), from: rateLimits).where(rateLimits.keyDigest == key)
    }

    static let tries = Query("limits.tries") { (key: Parameter<[UInt8]>) in
        Select(Projection(rateLimits.tries), from: rateLimits).where(rateLimits.keyDigest == key)
    }

    static let clear = Query("limits.clear") { (key: Parameter<[UInt8]>) in
        Delete(from: rateLimits, where: rateLimits.keyDigest == key)
    }

    static let report = Query("limits.report") {
        (key: Parameter<[UInt8]>, now: Parameter<Int64>, before: Parameter<Int64>) in
        Update(
            rateLimits, set: [rateLimits.reportedAt.set(to: now)],
            where: rateLimits.keyDigest == key
                && (rateLimits.reportedAt.isNull || rateLimits.reportedAt < before || rateLimits.reportedAt > now))
    }

    /// Removes buckets that have not been used for long, a batch at a time; those of one policy are kept for longer.
    static let sweep = Query("limits.sweep", isScan: true) {
        (
            before: Parameter<Int64>, lasting: Parameter<String>, longBefore: Parameter<Int64>,
            limit: Parameter<Int64>
        ) in
        Delete(
            from: rateLimits,
            where: rateLimits.keyDigest.isIn(
                Select(Projection(rateLimits.keyDigest), from: rateLimits).where(
                    rateLimits.updatedAt < before
                        && (rateLimits.policy != lasting || rateLimits.updatedAt < longBefore)
                )
                .order(by: rateLimits.updatedAt).limit(limit)))
    }

    static let templates = [
        take.template, takeWithBackoff.template, arrival.template, tries.template, clear.template, report.template,
        sweep.template,
    ]

    private static func firstTry(
        _ key: Parameter<[UInt8]>, _ policy: Parameter<String>, _ now: Parameter<Int64>, _ arrival: Parameter<Int64>
    ) -> [Assignment] {
        [
            rateLimits.keyDigest.set(to: key), rateLimits.policy.set(to: policy), rateLimits.arrival.set(to: arrival),
            rateLimits.tries.set(to: 1), rateLimits.updatedAt.set(to: now),
        ]
    }

    // PostgreSQL shifts 64-bit integers by 32-bit ones only.
    private static func shifted(_ value: Parameter<Int64>, by bits: Expression<Int64>) -> Expression<Int64> {
        Expression(
            unsafeRaw: value.fragment + SQLFragment(unsafeRaw: " << CAST(") + bits.fragment
                + SQLFragment(unsafeRaw: " AS integer)"))
    }
}
