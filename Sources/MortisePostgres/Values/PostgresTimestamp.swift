#if Postgres
import MortiseSQL

/// A `timestamptz` as it travels: microseconds since 2000-01-01T00:00:00Z.
struct PostgresTimestamp {
    /// 2000-01-01T00:00:00Z in microseconds since 1970-01-01T00:00:00Z.
    private static let epoch: Int64 = 946_684_800_000_000
    /// From 4714-11-24 BC up to the end of the year 294276 (`datatype/timestamp.h`); beyond lie the infinities.
    private static let range: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

    let microseconds: Int64

    /// A moment as a timestamp; `nil` when the server cannot hold it.
    init?(_ instant: Instant) {
        let (difference, overflow) = instant.microseconds.subtractingReportingOverflow(Self.epoch)
        guard !overflow, Self.range.contains(difference) else { return nil }
        microseconds = difference
    }

    init(microseconds: Int64) { self.microseconds = microseconds }

    /// The moment; `nil` for an infinite one, and for the last years that do not fit.
    var instant: Instant? {
        let (sum, overflow) = microseconds.addingReportingOverflow(Self.epoch)
        return overflow || !Self.range.contains(microseconds) ? nil : Instant(microseconds: sum)
    }
}
#endif
