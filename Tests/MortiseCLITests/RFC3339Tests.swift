#if CLI
import MortiseSQL
import Testing

@testable import MortiseCLI

@Suite struct RFC3339Tests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:34:56Z", 951_827_696), ("2026-01-01T00:00:00Z", 1_767_225_600),
        ("2026-01-01t01:30:00+01:30", 1_767_225_600), ("2025-12-31T19:00:00-05:00", 1_767_225_600),
        ("1969-12-31T23:59:59Z", -1), ("2100-03-01T00:00:00Z", 4_107_542_400),
        ("1600-02-29T00:00:00Z", -11_670_998_400),
    ])
    func `a moment is read`(text: String, seconds: Int64) {
        #expect(Instant(rfc3339: text) == Instant(seconds: seconds))
    }

    @Test func `fractions are read to the microsecond`() {
        let start: Int64 = 1_767_225_600_000_000
        for (fraction, microseconds) in [(".5", 500_000), (".000001", 1), (".1234567", 123_456)] as [(String, Int64)] {
            #expect(
                Instant(rfc3339: "2026-01-01T00:00:00\(fraction)Z") == Instant(microseconds: start + microseconds))
        }
    }

    @Test func `what is written is read again`() {
        for seconds in stride(from: Int64(-5_000_000_000), to: 20_000_000_000, by: 77_777_777) {
            let moment = Instant(microseconds: seconds * 1_000_000 + 123_000)
            #expect(Instant(rfc3339: moment.rfc3339) == moment)
        }
    }

    @Test(arguments: [
        "", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
        "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+01",
        "26-01-01T00:00:00Z", "２０２６-01-01T00:00:00Z", "2026-01-01T00:00:00Z ",
    ])
    func `anything else is none`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}
#endif
