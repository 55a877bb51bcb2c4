import Foundation

/// Rows of cells as lines with aligned columns.
struct TextTable: CustomStringConvertible {
    /// The columns that hold text; numbers stand to the right.
    let textColumns: Set<Int>
    let rows: [[String]]

    /// The lines.
    var description: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return textColumns.contains(column) ? cell + space : space + cell
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// A number with as many digits after the point as one of its size deserves, or a dash.
    static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        return String(format: "%.\(value < 10 ? 2 : value < 1_000 ? 1 : 0)f", value)
    }
}
