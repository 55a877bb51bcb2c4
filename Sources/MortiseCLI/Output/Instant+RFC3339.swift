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

    /// The moment that an RFC 3339 text names, as `2026-01-02T03:04:05Z` or `2026-01-02T04:04:05.678+01:00`; to the
    /// microsecond. `nil` for anything else, leap seconds included.
    init?(rfc3339 text: String) {
        let pattern =
            #/
            (\d{4})-(\d{2})-(\d{2}) [Tt] (\d{2}):(\d{2}):(\d{2}) (?:\.(\d{1,9}))? (?:[Zz] | ([+\-])(\d{2}):(\d{2}))
            /#.asciiOnlyDigits()
        guard let match = text.wholeMatch(of: pattern)?.output, let year = Int64(match.1), let month = Int64(match.2),
            let day = Int64(match.3), let hour = Int64(match.4), let minute = Int64(match.5),
            let second = Int64(match.6), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let fraction = match.7.map { Int64(($0 + "000000").prefix(6)) ?? 0 } ?? 0
        var offset: Int64 = 0
        if let sign = match.8, let hours = match.9.flatMap({ Int64($0) }), let minutes = match.10.flatMap({ Int64($0) })
        {
            guard hours < 24, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (sign == "-" ? -60 : 60)
        }
        let seconds = Self.days(toYear: year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
        return days(toYear: nextYear, nextMonth, 1) - days(toYear: year, month, 1)
    }

    /// The days from 1970-01-01 to a day of the Gregorian calendar, whose years begin in March here: so the leap day is
    /// the last one.
    private static func days(toYear year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month > 2 ? year : year - 1
        let century = year / 100
        let leapDays = year / 4 - century + year / 400
        let months = ((month + 9) % 12 * 306 + 5) / 10
        return year * 365 + leapDays + months + day - 719_469
    }
}
#endif
