#if CLI
extension String {
    /// The text on one line, safe for a terminal: control and format characters and line separators escaped as
    /// `\u{…}`, cut after `limit` scalars.
    func printable(limit: Int = .max) -> String {
        var result = String.UnicodeScalarView()
        var room = limit
        for scalar in unicodeScalars {
            guard room > 0 else { return String(result) + "…" }
            room -= 1
            switch scalar.properties.generalCategory {
            // Format characters turn the direction of what follows (CVE-2021-42574).
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
#endif
