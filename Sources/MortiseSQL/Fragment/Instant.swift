/// A moment in wall-clock time, in microseconds since 1970-01-01T00:00:00Z: the precision both databases keep.
public struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public var microseconds: Int64

    /// The moment that many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment that many whole seconds after 1970-01-01T00:00:00Z; saturates at the ends of the range.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whether `lhs` comes before `rhs`.
    public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.microseconds < rhs.microseconds }

    /// The moment `duration` later, to the microsecond; saturates at the ends of the range.
    public static func + (lhs: Instant, duration: Duration) -> Instant {
        let (sum, overflow) = lhs.microseconds.addingReportingOverflow(duration.microseconds)
        return Instant(microseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    /// The moment `duration` earlier, to the microsecond; saturates at the ends of the range.
    public static func - (lhs: Instant, duration: Duration) -> Instant { lhs + (.zero - duration) }

    /// The time from `rhs` to `lhs`.
    public static func - (lhs: Instant, rhs: Instant) -> Duration {
        .microseconds(lhs.microseconds) - .microseconds(rhs.microseconds)
    }
}

extension Duration {
    /// The duration in whole microseconds, rounded towards zero; saturates at the ends of the range.
    public var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflowed) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return overflow || overflowed ? (seconds < 0 ? .min : .max) : sum
    }
}
