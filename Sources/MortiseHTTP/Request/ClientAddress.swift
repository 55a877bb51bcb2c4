#if HTTP
import Mortise

/// Who the client is, behind proxies.
enum ClientAddress {
    /// The rightmost hop that is no trusted proxy.
    ///
    /// `X-Forwarded-For` counts only from a trusted peer, as each proxy appends the peer it saw. A hop that is no
    /// address ends the search: the proxy that reported it is then the last that is known. If all hops are trusted, the
    /// leftmost is the client.
    /// - Parameters:
    ///   - peer: The other end of the connection; nil where it has no IP address, and then there is no client address.
    ///   - forwardedFor: The values of all `X-Forwarded-For` headers, in order.
    ///   - proxies: The trusted proxies.
    static func resolve(peer: IPAddress?, forwardedFor: [String], proxies: [IPNetwork]) -> IPAddress? {
        guard var client = peer else { return nil }
        for hop in forwardedFor.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }).reversed() {
            guard proxies.contains(where: { $0.contains(client) }), let address = address(of: hop) else { break }
            client = address
        }
        return client
    }

    /// The address of a hop, which some proxies write with a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(of hop: Substring) -> IPAddress? {
        var text = hop.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        if text.first == "[", let end = text.firstIndex(of: "]") {
            text = text[text.index(after: text.startIndex)..<end]
        } else if text.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = text.firstIndex(of: ":") {
            text = text[..<colon]
        }
        return IPAddress(String(text))
    }
}
#endif
