#if HTTP
/// What the paths of the API, or of the pages, begin with: nothing, or segments of unreserved characters (RFC 3986, section 2.3), each
/// after a slash.
public struct PathPrefix: Sendable, Hashable, CustomStringConvertible {
    /// `/api/auth`
    public static let standard = PathPrefix(checked: "/api/auth")

    /// `/auth`
    public static let pages = PathPrefix(checked: "/auth")

    /// The prefix, without a slash at its end.
    public let description: String

    private init(checked: String) {
        description = checked
    }

    /// A prefix from its text; empty for routes at the root.
    ///
    /// - Throws: ``HTTPConfigurationError/malformedPrefix(_:)``
    public init(_ text: String) throws(HTTPConfigurationError) {
        let segments = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // The first segment is what lies before the first slash: nothing.
        let isPrefix = segments.first?.isEmpty == true && segments.dropFirst().allSatisfy(Self.isSegment)
        guard isPrefix else { throw .malformedPrefix(text) }
        description = text
    }

    private static func isSegment(_ segment: Substring.UTF8View) -> Bool {
        let isDots = segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8)
        return !segment.isEmpty && !isDots && segment.allSatisfy(isUnreserved)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
#endif
