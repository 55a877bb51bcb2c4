import MortiseSQL
import Testing

@testable import Mortise

/// The rules of limits, without any store.
@Suite struct RateLimitBucketTests {
    private let start: Int64 = 1_767_225_600_000_000
    private let second: Int64 = 1_000_000

    @Test func `a burst, and then one try an interval`() {
        let kind = RateLimitRule.Kind.rate(RateLimit(3, per: .seconds(60)))
        var bucket = RateLimitBucket(first: kind, at: start)
        #expect(bucket.take(kind, at: start) == .admitted)
        #expect(bucket.take(kind, at: start) == .admitted)
        #expect(bucket.take(kind, at: start) == .denied(wait: 20 * second))
        #expect(bucket.take(kind, at: start + 20 * second - 1) == .denied(wait: 1))
        #expect(bucket.take(kind, at: start + 20 * second) == .admitted)
        #expect(bucket.take(kind, at: start + 20 * second) == .denied(wait: 20 * second))
        let later = start + 3600 * second
        for _ in 0..<3 { #expect(bucket.take(kind, at: later) == .admitted) }
        #expect(bucket.take(kind, at: later) == .denied(wait: 20 * second))
    }

    @Test func `five tries, then waits from half a minute to a quarter of an hour`() {
        let kind = RateLimitRule.Kind.backoff(Backoff())
        var bucket = RateLimitBucket(first: kind, at: start)
        for _ in 0..<4 { #expect(bucket.take(kind, at: start) == .admitted) }
        var now = start
        for wait in [30, 60, 120, 240, 480, 900, 900, 900] as [Int64] {
            #expect(bucket.take(kind, at: now) == .denied(wait: wait * second))
            now += wait * second
            #expect(bucket.take(kind, at: now - 1) == .denied(wait: 1))
            #expect(bucket.take(kind, at: now) == .admitted)
        }
    }

    @Test func `a day without a try forgets them all`() {
        let kind = RateLimitRule.Kind.backoff(Backoff())
        var bucket = RateLimitBucket(first: kind, at: start)
        for _ in 0..<4 { _ = bucket.take(kind, at: start) }
        var late = bucket
        let day = 86_400 * second
        #expect(bucket.take(kind, at: start + day - 1) == .admitted)
        #expect(bucket.take(kind, at: start + day - 1) == .denied(wait: 60 * second))
        for _ in 0..<5 { #expect(late.take(kind, at: start + day) == .admitted) }
        #expect(late.take(kind, at: start + day) == .denied(wait: 30 * second))
    }

    @Test(arguments: [RateLimitRule.Kind.rate(RateLimit(5, per: .seconds(60))), .backoff(Backoff())])
    func `L8: a clock that jumps by an hour gives one try for free and blocks nobody for long`(
        kind: RateLimitRule.Kind
    ) {
        var spent = RateLimitBucket(first: kind, at: start)
        while spent.take(kind, at: start) == .admitted {}
        for jump in [-3600, -60, 3600] as [Int64] {
            var bucket = spent
            let now = start + jump * second
            var free = 0
            while bucket.take(kind, at: now) == .admitted { free += 1 }
            // Forward the hour counts as passed: a rate is full again.
            let isFull = if case .rate = kind { jump > 0 } else { false }
            #expect(free == (isFull ? 5 : 1))
            guard case .denied(let wait) = bucket.take(kind, at: now) else {
                Issue.record("admitted")
                continue
            }
            #expect(wait <= 60 * second)
        }
    }

    @Test func `values without sense are made the nearest with sense`() {
        let rate = RateLimit(0, per: .zero)
        #expect(rate.burst == 1 && rate.interval == second && rate.tolerance == 0)
        let backoff = Backoff(free: 0, first: .zero, maximum: .zero, memory: .zero)
        #expect(backoff.free == 1 && backoff.wait(after: 1) == second && backoff.wait(after: .max) == second)
        let long = Backoff(first: .seconds(1 << 40), maximum: .seconds(1 << 40))
        #expect(long.wait(after: 35) <= long.maximum.microseconds && long.wait(after: .max) > 0)
    }
}
