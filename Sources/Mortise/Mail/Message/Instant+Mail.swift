import MortiseSQL

extension Instant {
    /// The date and time of RFC 5322, section 3.3, as `Mon, 23 Nov 2026 21:50:25 +0000`.
    var mailDate: String {
        let fields = CivilTime(self)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekdays[fields.days % 7]), \(fields.day) \(months[fields.month - 1]) \(fields.year) "
            + "\(two(fields.hour)):\(two(fields.minute)):\(two(fields.second)) +0000"
    }

    /// For readers of any language, as `2026-11-23 21:50 UTC`.
    var readableMinute: String {
        let fields = CivilTime(self)
        return "\(fields.year)-\(two(fields.month))-\(two(fields.day)) \(two(fields.hour)):\(two(fields.minute)) UTC"
    }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// A moment by the Gregorian calendar in UTC, held between the years 1970 and 9999.
private struct CivilTime {
    let days: Int
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int

    init(_ moment: Instant) {
        let seconds = Int(min(max(moment.microseconds, 0) / 1_000_000, 253_402_300_799))
        days = seconds / 86_400
        hour = seconds / 3600 % 24
        minute = seconds / 60 % 60
        second = seconds % 60
        // Years that begin in March end with the leap day; 400 of them have 146,097 days.
        let sinceMarch = days + 719_468
        let era = sinceMarch / 146_097
        let dayOfEra = sinceMarch % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
