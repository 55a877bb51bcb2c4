import Foundation

/// The results as a table, at most 110 columns wide, and what else was measured as another.
struct ResultTable: CustomStringConvertible {
    private static let header = ["work", "ours", "theirs", "unit", "ratio", "target", "", "reference"]
    private static let detailHeader = ["work and who did it", "/s", "least", "most", "p50 µs", "p99 µs", "CPU µs"]

    let results: [ComparisonResult]
    let details: [ScenarioDetail]

    /// Both tables.
    var description: String {
        let compared = TextTable(textColumns: [0, 3, 5, 6, 7], rows: [Self.header] + results.map(Self.cells))
        let measured = TextTable(textColumns: [0], rows: [Self.detailHeader] + details.flatMap(Self.cells))
        return "\(compared)\n\n\(measured)"
    }

    private static func cells(_ result: ComparisonResult) -> [String] {
        [
            result.name, TextTable.number(result.ours), TextTable.number(result.referenceValue), result.unit,
            String(format: "%.2f", result.ratio), result.target.map { "\(result.sign) \(target($0))" } ?? "–",
            result.met.map { $0 ? "met" : "MISSED" } ?? "–", result.reference,
        ]
    }

    private static func cells(_ detail: ScenarioDetail) -> [[String]] {
        [[detail.name]]
            + detail.variants.map { name, measurement in
                let numbers = [
                    measurement.rate, measurement.range.lowerBound, measurement.range.upperBound, measurement.p50,
                    measurement.p99, measurement.cpuMicroseconds,
                ]
                return ["  \(name)"] + numbers.map(TextTable.number)
            }
    }

    private static func target(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}
