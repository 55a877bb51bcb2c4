#if HTTP
/// The media types of bodies: JSON for the API, forms for the pages.
enum ContentType {
    /// Whether `value` is `application/json`, with no parameter but `charset=utf-8` (RFC 9110, section 8.3.1).
    static func isJSON(_ value: String) -> Bool { value.isType("application/json") }

    /// Whether `value` is `application/x-www-form-urlencoded`, with no parameter but `charset=utf-8`.
    static func isForm(_ value: String) -> Bool { value.isType("application/x-www-form-urlencoded") }
}

extension String {
    fileprivate func isType(_ type: String) -> Bool {
        let parts = split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        guard parts.first?.lowercased() == type else { return false }
        return parts.count == 1 || (parts.count == 2 && Self.isUTF8(parts[1].lowercased()))
    }

    private static func isUTF8(_ parameter: String) -> Bool {
        parameter == "charset=utf-8" || parameter == #"charset="utf-8""#
    }

    /// Without the optional white space of RFC 9110, section 5.6.3.
    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
#endif
