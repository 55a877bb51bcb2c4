#if HTTP
import Mortise

/// Where clients reach the server: `https` and a host, or `http` for the machine itself while developing.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port.
    public let origin: Origin

    /// A base URL from its text; a slash at the end is dropped.
    ///
    /// - Throws: ``HTTPConfigurationError``, also for `http` and a host other than `localhost`, `127.0.0.0/8`, `[::1]`.
    public init(_ text: String) throws(HTTPConfigurationError) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let origin = Origin(trimmed) else { throw .malformedBaseURL(text) }
        guard origin.isSecure || Self.isLoopback(origin.host) else { throw .insecureBaseURL(text) }
        self.origin = origin
    }

    /// Scheme, host and port, without a slash at the end.
    public var description: String { origin.description }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        guard let address = IPAddress(host) else { return false }
        return address.isIPv4 && address.bytes.first == 127
    }
}
#endif
