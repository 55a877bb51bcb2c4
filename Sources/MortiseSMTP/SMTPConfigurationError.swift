#if SMTP
/// Why settings of a mail server are refused. Never holds any of their text; raw values are stable codes.
public enum SMTPConfigurationError: String, Error, Sendable, Hashable, CaseIterable {
    /// The URL is neither `smtp://…` nor `smtps://…`, or holds what no URL does.
    case malformed
    /// The host is no name and no address.
    case host
    /// The port is no number from 1 to 65535.
    case port
    /// User or password are empty, half there, wrongly percent-encoded, or hold control characters.
    case credentials
    /// A user and a password would travel for everybody to read.
    case credentialsInTheClear = "credentials_in_the_clear"
    /// A parameter is unknown, given twice, or its value is impossible.
    case parameter
}

extension SMTPConfigurationError: CustomStringConvertible {
    /// What is wrong and how to put it right.
    public var description: String {
        switch self {
        case .malformed: "is no URL of a mail server: give smtp://USER:PASSWORD@HOST:PORT or smtps://…"
        case .host: "has a host that is no name and no address; an IPv6 address stands in brackets"
        case .port: "has a port that is no number from 1 to 65535"
        case .credentials: "has a user or a password that cannot be read: percent-encode what is not a letter or digit"
        case .credentialsInTheClear: "would send the password in the clear: remove tls=none, or the user"
        case .parameter:
            "has a parameter that is unknown, repeated or impossible: there are tls, ca, ehlo, timeout, connections"
        }
    }
}
#endif
