/// A link with a place for a token, such as `https://app.example/verify?token={token}`.
public struct LinkPattern: Sendable, Hashable {
    /// Why a text is no pattern; raw values are stable codes.
    public enum ParseError: String, Error, Sendable, Hashable, CaseIterable {
        /// It holds a space, a control character, a backslash, a quote, an angle bracket, anything outside of ASCII, or
        /// is longer than 1,000 bytes.
        case malformed
        /// It is neither `https` nor `http` on a loopback host.
        case insecure
        /// It has no host, or one that is none, or a port that is none.
        case host
        /// It names a user.
        case userInfo = "user_info"
        /// It does not hold `{token}` exactly once behind the host, or holds other braces.
        case token
    }

    private static let place = "{token}"
    private let before: String
    private let after: String

    /// A pattern from its text.
    /// - Throws: ``ParseError``
    public init(_ text: String) throws(ParseError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 1000, bytes.allSatisfy({ (0x21..<0x7F).contains($0) && !"\\\"'`<>".utf8.contains($0) })
        else { throw .malformed }
        let isSecure = text.lowercased().hasPrefix("https://")
        guard isSecure || text.lowercased().hasPrefix("http://") else { throw .insecure }
        let rest = bytes.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .userInfo }
        guard let host = Self.host(of: authority) else { throw .host }
        guard isSecure || Self.isLoopback(host) else { throw .insecure }
        let tail = String(decoding: rest.dropFirst(authority.count), as: UTF8.self)
        guard let range = tail.firstRange(of: Self.place) else { throw .token }
        before =
            String(decoding: bytes.prefix(bytes.count - tail.utf8.count), as: UTF8.self) + tail[..<range.lowerBound]
        after = String(tail[range.upperBound...])
        guard !(before + after).utf8.contains(where: { "{}".utf8.contains($0) }) else { throw .token }
    }

    /// The link with a token in its place, percent-encoded where it must be.
    func link(token: String) -> String { before + PercentEncoding.encode(token) + after }

    /// The host in lower case, IPv6 in its brackets; `nil` unless the authority is a host and perhaps a port.
    private static func host(of authority: ArraySlice<UInt8>) -> String? {
        var host = authority
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), !authority[colon...].contains(UInt8(ascii: "]")) {
            let port = authority[(colon + 1)...]
            guard let number = UInt16(String(decoding: port, as: UTF8.self)), number > 0,
                port.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            host = authority[..<colon]
        }
        let text = String(decoding: host.map(\.asciiLowercased), as: UTF8.self)
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            return IPAddress(String(text.dropFirst().dropLast())).map { $0.isIPv4 ? nil : text } ?? nil
        }
        let isName = host.allSatisfy { byte in
            "-.".utf8.contains(byte) || byte.isASCIILetterOrDigit
        }
        return isName && !host.isEmpty && host.count <= 253 ? text : nil
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        guard let address = IPAddress(host) else { return false }
        return address.isIPv4 && address.bytes.first == 127
    }
}
