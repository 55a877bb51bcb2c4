#if HTTP
/// A place that a page may lead to or load from: a path of our own origin, or a URL elsewhere.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    private static let maximumBytes = 2048

    /// The root of our own origin.
    static let root = WebAddress(root: ())

    /// The address as it was written.
    public let description: String
    /// The origin that it names; `nil` for a path of our own.
    public let origin: Origin?

    private init(root: Void) {
        description = "/"
        origin = nil
    }

    /// An address from its text; `nil` unless it is printable ASCII without spaces, quotes, angle brackets, backslashes,
    /// commas and semicolons, and either begins with one slash that no other follows, or with an origin.
    ///
    /// Browsers take backslashes for slashes and drop tabs and line breaks, so `/\evil.example` would lead elsewhere.
    /// Commas and semicolons have a meaning in header fields.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Self.maximumBytes).contains(bytes.count),
            bytes.allSatisfy({ (0x21..<0x7F).contains($0) && !"\\\"'`<>,;".utf8.contains($0) })
        else { return nil }
        description = text
        if bytes.first == UInt8(ascii: "/") {
            guard bytes.dropFirst().first != UInt8(ascii: "/") else { return nil }
            origin = nil
        } else {
            guard let origin = Self.origin(of: text) else { return nil }
            self.origin = origin
        }
    }

    /// Scheme, host and port of a URL whose next character, if any, begins its path, query or fragment.
    private static func origin(of text: String) -> Origin? {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let authority = parts[1].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return Origin("\(parts[0])://\(authority)")
    }
}
#endif
