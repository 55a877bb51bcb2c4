import MortiseSQL
import Testing

@Suite struct InstantTests {
    @Test func `arithmetic saturates instead of overflowing`() {
        let end = Instant(microseconds: .max)
        #expect(end + .seconds(1) == end)
        #expect(Instant(microseconds: .min) - .seconds(1) == Instant(microseconds: .min))
        #expect(Instant(seconds: .max) == end)
        #expect(Instant(seconds: 0) + .seconds(Int64.max) == end)
    }

    @Test func `differences are durations to the microsecond`() {
        let start = Instant(seconds: 1_767_225_600)
        #expect((start + .microseconds(1)) - start == .microseconds(1))
        #expect(start - (start + .milliseconds(1500)) == .milliseconds(-1500))
        #expect(start < start + .microseconds(1))
    }

    @Test func `nanoseconds are cut, not rounded`() {
        #expect(Duration.nanoseconds(1_999).microseconds == 1)
        #expect(Duration.nanoseconds(-1_999).microseconds == -1)
    }
}
