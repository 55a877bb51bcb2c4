#if CLI
import Logging

extension ValueForm where Value == Int {
    /// A whole number in decimal digits, within `range`.
    static func integer(in range: ClosedRange<Int>) -> ValueForm {
        ValueForm("number, \(range.lowerBound) to \(range.upperBound)") { text throws(InvalidValue) in
            let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isNumber, let number = Int(text), range.contains(number) else {
                throw InvalidValue(
                    isNumber && !text.isEmpty ? "is out of range" : "is not a whole number",
                    fix: "Give a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }
}

extension ValueForm where Value == Bool {
    /// `true` or `false`.
    static var boolean: ValueForm {
        ValueForm("`true` or `false`") { text throws(InvalidValue) in
            switch text {
            case "true": return true
            case "false": return false
            default: throw InvalidValue("is neither true nor false", fix: "Write true or false")
            }
        }
    }
}

extension ValueForm where Value == Duration {
    /// A whole number and its unit, `s`, `m`, `h` or `d`, of `shortest` to `longest`.
    static func duration(from shortest: String, to longest: String) -> ValueForm {
        ValueForm("duration, \(shortest) to \(longest)") { text throws(InvalidValue) in
            let fix = "Give a duration from \(shortest) to \(longest), such as 90s, 15m, 12h or 30d"
            guard let duration = Duration(text) else { throw InvalidValue("is not a duration", fix: fix) }
            if let shortest = Duration(shortest), duration < shortest { throw InvalidValue("is too short", fix: fix) }
            if let longest = Duration(longest), duration > longest { throw InvalidValue("is too long", fix: fix) }
            return duration
        }
    }
}

extension ValueForm where Value == Logger.Level {
    /// A level of swift-log.
    static var logLevel: ValueForm {
        let names = Logger.Level.allCases.map(\.rawValue)
        return ValueForm(names.map { "`\($0)`" }.joined(separator: ", ")) { text throws(InvalidValue) in
            guard let level = Logger.Level(rawValue: text) else {
                throw InvalidValue("is not a log level", fix: "Write one of \(names.joined(separator: ", "))")
            }
            return level
        }
    }
}
#endif
