#if HTTP
/// Why a value cannot be part of an ``HTTPConfiguration``.
public enum HTTPConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No `http` or `https` URL of scheme, host and optional port alone.
    case malformedBaseURL(String)
    /// `http` for a host that is not this machine: the session cookie would travel in the clear.
    case insecureBaseURL(String)
    /// No path prefix.
    case malformedPrefix(String)

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .malformedBaseURL(let text):
            "\"\(text)\" is no base URL: write scheme, host and port, such as https://auth.example.com"
        case .insecureBaseURL(let text):
            "\"\(text)\" would send sessions in the clear: use https, or http for localhost, 127.0.0.1 or [::1] only"
        case .malformedPrefix(let text):
            "\"\(text)\" is no path prefix: write one or more segments of letters, digits and -._~, such as /api/auth"
        }
    }
}
#endif
