import MortiseSQL

/// The state of one bucket, and what a try makes of it: the rules in Swift. The database computes the same in SQL.
struct RateLimitBucket: Sendable, Hashable {
    /// How far a clock may have been set back before a bucket counts as spoilt, in microseconds.
    static let slack: Int64 = 1_000_000

    /// When the next try is due, in microseconds since 1970.
    var arrival: Int64
    /// The tries since the last pause or success.
    var tries: Int64
    /// The last try, in microseconds since 1970.
    var updatedAt: Int64

    /// A bucket after its first try.
    init(first kind: RateLimitRule.Kind, at now: Int64) {
        tries = 1
        updatedAt = now
        switch kind {
        case .rate(let limit): arrival = now + limit.interval
        case .backoff(let backoff): arrival = now + backoff.wait(after: 1)
        }
    }

    /// Makes a try.
    mutating func take(_ kind: RateLimitRule.Kind, at now: Int64) -> RateLimitDecision {
        switch kind {
        case .rate(let limit): take(limit, at: now)
        case .backoff(let backoff): take(backoff, at: now)
        }
    }

    private mutating func take(_ limit: RateLimit, at now: Int64) -> RateLimitDecision {
        // Further ahead than any try can be due: the clock was set back. The bucket is full, not locked for an hour.
        let latest = now + limit.tolerance
        guard arrival <= latest || arrival > latest + limit.interval + Self.slack else {
            return .denied(wait: arrival - latest)
        }
        arrival = min(max(arrival, now), latest) + limit.interval
        tries += 1
        updatedAt = now
        return .admitted
    }

    private mutating func take(_ backoff: Backoff, at now: Int64) -> RateLimitDecision {
        let isForgotten = updatedAt <= now - backoff.memory.microseconds
        guard arrival <= now || isForgotten || updatedAt > now + Self.slack else {
            return .denied(wait: arrival - now)
        }
        tries = isForgotten ? 1 : tries + 1
        arrival = now + backoff.wait(after: tries)
        updatedAt = now
        return .admitted
    }
}

extension Backoff {
    /// The wait after so many tries, in microseconds.
    func wait(after tries: Int64) -> Int64 {
        guard tries >= free else { return 0 }
        let (product, overflow) = first.microseconds.multipliedReportingOverflow(
            by: Int64(1) << min(tries - Int64(free), 30))
        return overflow ? maximum.microseconds : min(maximum.microseconds, product)
    }
}
