#if CLI
/// Takes the secrets out of a database URL for display. Whatever is not known to be harmless counts as secret.
enum DatabaseURLRedaction {
    static let mark = "<redacted>"

    // What may follow the `?` of a connection URL in the open; libpq also takes `password`, `sslpassword` and names
    // that are percent-encoded.
    private static let harmless: Set<String> = [
        "application_name", "channel_binding", "client_encoding", "connect_timeout", "dbname", "gssencmode", "host",
        "hostaddr", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "load_balance_hosts",
        "port", "require_auth", "sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert", "target_session_attrs",
        "tcp_user_timeout", "user",
    ]

    /// The text with its secrets replaced; all of it where it is no database URL.
    static func shown(_ text: String) -> String {
        if text.hasPrefix("sqlite:") { return text }
        for scheme in ["postgres://", "postgresql://"] where text.hasPrefix(scheme) {
            return scheme + connection(text.utf8.dropFirst(scheme.utf8.count))
        }
        return mark
    }

    private static func connection(_ text: Substring.UTF8View) -> String {
        // A password may hold `@`, `/` and `?` where its owner forgot to encode them: the last `@` ends it.
        guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return parameters(text) }
        let credentials = text[..<at]
        guard let colon = credentials.firstIndex(of: UInt8(ascii: ":")) else { return parameters(text) }
        return String(Substring(credentials[...colon])) + mark + parameters(text[at...])
    }

    private static func parameters(_ text: Substring.UTF8View) -> String {
        guard let mark = text.firstIndex(of: UInt8(ascii: "?")) else { return String(Substring(text)) }
        let pairs = text[text.index(after: mark)...]
            .split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(parameter)
        return String(Substring(text[...mark])) + pairs.joined(separator: "&")
    }

    private static func parameter(_ pair: Substring.UTF8View) -> String {
        let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count == 2 else { return mark }
        let name = String(Substring(first))
        return harmless.contains(name) ? String(Substring(pair)) : "\(name)=\(mark)"
    }
}
#endif
