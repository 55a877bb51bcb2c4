#if CLI
/// A table for people: columns aligned, two spaces apart, control characters escaped.
struct TextTable: Sendable {
    private let rows: [[String]]

    /// A table.
    ///
    /// - Parameters:
    ///   - headings: The names of the columns.
    ///   - rows: As many cells each as there are headings.
    init(_ headings: [String], _ rows: [[String]]) {
        self.rows = [headings] + rows.map { $0.map { $0.printable() } }
    }

    /// The lines, without spaces at their ends.
    var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.unicodeScalars.count)
            }
        }
        return rows.map { Self.line($0, widths) }.joined(separator: "\n")
    }

    private static func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        var pending = 0
        for (cell, width) in zip(row, widths) {
            if !cell.isEmpty {
                line += String(repeating: " ", count: pending) + cell
                pending = 0
            }
            pending += width - cell.unicodeScalars.count + 2
        }
        return line
    }
}
#endif
