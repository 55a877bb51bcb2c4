#if CLI
import FoundationEssentials
import MortiseSQL

extension Instant {
    /// RFC 3339 in UTC with milliseconds, as `2026-01-02T03:04:05.678Z`.
    var rfc3339: String {
        // Whole seconds alone: a Date counts in floating point, which would round the fraction.
        let second = (microseconds >= 0 ? microseconds : microseconds - 999_999) / 1_000_000
        let millisecond = (microseconds - second * 1_000_000) / 1000
        let text = Date(timeIntervalSince1970: Double(second)).formatted(Date.ISO8601FormatStyle())
        let fraction = String(1000 + millisecond).dropFirst()
        return "\(text.dropLast()).\(fraction)Z"
    }
}
#endif
