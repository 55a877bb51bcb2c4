import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Both stores against each other, and against many callers at once.
@Suite struct RateLimitStoreTests {
    @Test(arguments: TestBackend.available)
    func `both stores decide alike, whatever is tried and however the clock jumps`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let shared = DatabaseRateLimitStore()
            var denials = 0
            for seed in 0..<10 as Range<UInt64> {
                var random = SplitMix64(seed: seed)
                let own = MemoryRateLimitStore()
                let rules = (0..<3).map { Self.rule($0, &random) }
                var now = Instant(seconds: 1_767_225_600)
                for step in 0..<40 {
                    let rule = rules[Int.random(in: 0..<3, using: &random)]
                    let attempt = RateLimitTry(rule: rule, key: Self.key(seed, rule.policy))
                    let moment = now
                    let expected = own.take(rule, key: attempt.key, at: moment.microseconds)
                    let decision = try await test.database.transaction {
                        try await shared.take(attempt, at: moment, on: $0)
                    }
                    #expect(decision == expected, "seed \(seed), step \(step), \(rule.kind)")
                    if decision != .admitted { denials += 1 }
                    now = now + Self.jump(&random)
                }
            }
            #expect(denials > 20 && denials < 400)
        }
    }

    @Test(arguments: TestBackend.concurrent, [RateLimitPolicies.Store.database, .memory])
    func `L6: of 100 callers at once a burst passes and not one more`(
        backend: TestBackend, kind: RateLimitPolicies.Store
    ) async throws {
        try await backend.withEngine { test in
            let store: any RateLimitStore = kind == .database ? DatabaseRateLimitStore() : MemoryRateLimitStore()
            let rules: [RateLimitRule] = [
                .rate("rate", RateLimit(7, per: .seconds(60)), of: "x"), .backoff("backoff", Backoff(), of: "x"),
            ]
            for (rule, allowed) in zip(rules, [7, 5]) {
                let attempt = RateLimitTry(rule: rule, key: Self.key(1, rule.policy))
                let reports = Locked(0)
                let outcome = await race(100) { _ in
                    let refusal = try await store.take([attempt], at: test.clock.now, on: test.database) { _, _ in
                        reports.withLock { $0 += 1 }
                    }
                    if refusal != nil { throw Refused() }
                }
                #expect(outcome.winners == allowed)
                #expect(outcome.errors.allSatisfy { $0 is Refused })
                #expect(reports.withLock { $0 } == 1)
            }
        }
    }

    @Test func `L9: the store in memory is bounded, and keeps what still holds somebody back`() {
        let store = MemoryRateLimitStore(capacity: 100)
        let rule = RateLimitRule.rate("rate", RateLimit(1, per: .seconds(60)), of: "x")
        var now: Int64 = 1_767_225_600_000_000
        for index in 0..<10_000 as Range<UInt64> {
            now += 1
            #expect(store.take(rule, key: Self.key(index, "flood"), at: now) == .admitted)
            #expect(store.count <= 100)
        }
        #expect(store.take(rule, key: Self.key(9_999, "flood"), at: now) == .denied(wait: 60_000_000))
        // Buckets that hold nobody back go first: the fresh one stays, all others are over.
        now += 60_000_000
        let fresh = Self.key(0, "fresh")
        #expect(store.take(rule, key: fresh, at: now) == .admitted)
        for index in 0..<90 as Range<UInt64> {
            #expect(store.take(rule, key: Self.key(index, "second"), at: now) == .admitted)
        }
        guard case .denied = store.take(rule, key: fresh, at: now) else {
            Issue.record("a bucket in use was forgotten")
            return
        }
    }

    private struct Refused: Error {}

    private static func key(_ number: UInt64, _ name: String) -> [UInt8] {
        var key = Array("\(name) \(number)".utf8.prefix(32))
        key += [UInt8](repeating: 0, count: 32 - key.count)
        return key
    }

    private static func rule(_ index: Int, _ random: inout SplitMix64) -> RateLimitRule {
        let seconds = Int64.random(in: 1...120, using: &random)
        let number = Int.random(in: 1...6, using: &random)
        return Bool.random(using: &random)
            ? .rate("rate \(index)", RateLimit(number, per: .seconds(seconds)), of: "x")
            : .backoff(
                "backoff \(index)",
                Backoff(
                    free: number, first: .seconds(seconds), maximum: .seconds(seconds * 9),
                    memory: .seconds(seconds * 20)),
                of: "x")
    }

    private static func jump(_ random: inout SplitMix64) -> Duration {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: .microseconds(Int64.random(in: 0...2_000_000, using: &random))
        case 5..<8: .seconds(Int64.random(in: 1...200, using: &random))
        case 8: .seconds(Int64.random(in: -3600...3600, using: &random))
        default: .seconds(Int64.random(in: 0...90_000, using: &random))
        }
    }
}
