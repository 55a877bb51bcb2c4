#if CLI
extension Duration {
    /// A duration from a whole number and a unit: `90s`, `15m`, `12h`, `30d`. `nil` for anything else.
    init?(_ text: String) {
        guard let unit = text.utf8.last, let number = Int64(text.dropLast()), let seconds = Self.seconds(in: unit),
            text.utf8.dropLast().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: seconds)
        guard !overflow else { return nil }
        self = .seconds(product)
    }

    private static func seconds(in unit: UInt8) -> Int64? {
        switch unit {
        case UInt8(ascii: "s"): 1
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "d"): 86_400
        default: nil
        }
    }
}
#endif
