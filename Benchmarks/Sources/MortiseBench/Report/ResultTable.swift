import Foundation

/// The results as a table with aligned columns.
struct ResultTable: CustomStringConvertible {
    private static let header = [
        "work", "ours", "reference", "", "unit", "ratio", "target", "", "p50 µs", "p99 µs", "CPU µs/op", "reference's",
    ]
    /// The columns that hold text; numbers stand to the right.
    private static let textColumns: Set<Int> = [0, 3, 4, 7]

    let results: [ComparisonResult]

    /// The table.
    var description: String {
        let rows = [Self.header] + results.map(Self.cells)
        let widths = Self.header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return Self.textColumns.contains(column) ? cell + space : space + cell
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private static func cells(_ result: ComparisonResult) -> [String] {
        let sign = result.unit == Comparison.Measure.rate.unit ? "≥" : "≤"
        let verdict = result.met.map { $0 ? "met" : "MISSED" } ?? "reported"
        return [
            result.name, number(result.ours), number(result.referenceValue), result.reference, result.unit,
            number(result.ratio, digits: 2), result.target.map { "\(sign) \(number($0, digits: 2))" } ?? "–", verdict,
            number(result.measurement.p50), number(result.measurement.p99),
            number(result.measurement.cpuMicroseconds), number(result.referenceCPU),
        ]
    }

    /// As many digits after the point as asked for, or as a number of this size deserves.
    private static func number(_ value: Double?, digits: Int? = nil) -> String {
        guard let value else { return "–" }
        let digits = digits ?? (value < 10 ? 2 : value < 1_000 ? 1 : 0)
        return String(format: "%.\(digits)f", value)
    }
}
