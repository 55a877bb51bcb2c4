#if HTTP
/// A web origin: scheme, host and port (RFC 6454), in the form in which browsers send it.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// Whether the scheme is `https`.
    public let isSecure: Bool
    /// The host in lower case, an IPv6 address in brackets.
    public let host: String
    /// The port, the scheme's own where none was written.
    public let port: Int

    /// An origin from its text, `https://app.example:8443`; nil for anything else, `null` included.
    ///
    /// Scheme and host may be written in either case, the scheme's own port may be left out.
    public init?(_ text: String) {
        let lower = text.lowercased()
        guard lower.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        if lower.hasPrefix("https://") {
            isSecure = true
        } else if lower.hasPrefix("http://") {
            isSecure = false
        } else {
            return nil
        }
        let authority = lower.dropFirst(isSecure ? 8 : 7)
        // The last colon outside of brackets begins the port.
        let hostEnd = authority.lastIndex(of: "]").map { authority.index(after: $0) }
        let colon = authority[(hostEnd ?? authority.startIndex)...].firstIndex(of: ":")
        host = String(authority[..<(colon ?? authority.endIndex)])
        if let colon {
            let digits = authority[authority.index(after: colon)...].utf8
            guard (1...5).contains(digits.count), let port = Self.number(digits), (1...65_535).contains(port) else {
                return nil
            }
            self.port = port
        } else {
            port = isSecure ? 443 : 80
        }
        guard Self.isHost(host) else { return nil }
    }

    /// The origin as browsers write it, without the scheme's own port.
    public var description: String {
        let base = "\(isSecure ? "https" : "http")://\(host)"
        return port == (isSecure ? 443 : 80) ? base : "\(base):\(port)"
    }

    private static func isHost(_ host: String) -> Bool {
        let inner = host.hasPrefix("[") ? host.dropFirst().dropLast() : host[...]
        let isInBrackets = host.hasPrefix("[") && host.hasSuffix("]")
        return !inner.isEmpty
            && inner.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                case UInt8(ascii: ":"): isInBrackets
                default: false
                }
            }
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
#endif
