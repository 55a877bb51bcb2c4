import Testing

@testable import MortiseSQL

@Suite struct JitterTests {
    @Test func `half of a wait is left to chance, and chance can be taken away`() {
        let whole = Duration.seconds(8)
        #expect(Jitter.fixed(0).applied(to: whole) == .seconds(4))
        #expect(Jitter.fixed(0.5).applied(to: whole) == .seconds(6))
        #expect(Jitter.fixed(1).applied(to: whole) == whole)
        #expect(Jitter.fixed(-7).applied(to: whole) == .seconds(4) && Jitter.fixed(7).applied(to: whole) == whole)
        let drawn = (0..<1000).map { _ in Jitter.random.applied(to: whole) }
        #expect(drawn.allSatisfy { (Duration.seconds(4)...whole).contains($0) })
        #expect(Set(drawn).count > 100, "those that failed together come back together")
    }

    @Test func `waits before retries double up to the longest, with their share of chance`() {
        let policy = RetryPolicy(
            baseDelay: .milliseconds(4), maximumDelay: .milliseconds(20), jitter: .fixed(1))
        #expect((1...5).map(policy.delay(beforeRetry:)) == [4, 8, 16, 20, 20].map { .milliseconds($0) })
        #expect(policy.delay(beforeRetry: .max) == .milliseconds(20))
        let short = RetryPolicy(baseDelay: .milliseconds(4), jitter: .fixed(0))
        #expect(short.delay(beforeRetry: 1) == .milliseconds(2))
    }
}
