#if HTTP
import MortiseSQL
import NIOCore

extension ByteBuffer {
    /// Writes `moment` as of RFC 3339 in UTC with milliseconds, `2026-11-23T19:18:01.250Z`; what lies outside of the
    /// years 0 to 9999, which the form cannot hold, as the nearest moment inside.
    mutating func writeTimestamp(_ moment: Instant) {
        let milliseconds = min(
            max(moment.microseconds.flooredQuotient(by: 1000), -62_167_219_200_000), 253_402_300_799_999)
        let days = milliseconds.flooredQuotient(by: 86_400_000)
        let time = milliseconds - days * 86_400_000
        let (year, month, day) = Self.civil(daysSince1970: days)
        writeDigits(year, count: 4)
        writeInteger(UInt8(ascii: "-"))
        writeDigits(month, count: 2)
        writeInteger(UInt8(ascii: "-"))
        writeDigits(day, count: 2)
        writeInteger(UInt8(ascii: "T"))
        writeDigits(time / 3_600_000, count: 2)
        writeInteger(UInt8(ascii: ":"))
        writeDigits(time / 60_000 % 60, count: 2)
        writeInteger(UInt8(ascii: ":"))
        writeDigits(time / 1000 % 60, count: 2)
        writeInteger(UInt8(ascii: "."))
        writeDigits(time % 1000, count: 3)
        writeInteger(UInt8(ascii: "Z"))
    }

    private mutating func writeDigits(_ value: Int64, count: Int) {
        var divisor: Int64 = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            writeInteger(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// The date of the proleptic Gregorian calendar, for days from the year 0 on.
    ///
    /// Years are counted from March here, so that the leap day is the last of its year.
    private static func civil(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Day 0 is the 1st of March of the year -400, and 400 years have 146,097 days.
        let days = daysSince1970 + 719_468 + 146_097
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = (era - 1) * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
#endif
