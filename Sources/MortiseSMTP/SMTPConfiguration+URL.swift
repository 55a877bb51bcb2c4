#if SMTP
extension SMTPConfiguration {
    /// A server from its URL: `smtp://user:password@mail.example:587`, or `smtps://…` for TLS from the first byte.
    ///
    /// User and password are percent-encoded. Parameters behind a `?`:
    ///
    /// - `tls=none` turns encryption off, and is refused together with a user; `tls=required` is the default.
    /// - `ca=PATH` names a file of certificates that are trusted instead of the system's.
    /// - `ehlo=NAME` is the name we give ourselves.
    /// - `timeout=SECONDS`, 1 to 600, bounds one mail; `connections=NUMBER`, 1 to 64, the mails sent at one time.
    /// - Throws: ``SMTPConfigurationError``, which holds nothing of the text.
    public init(url: String) throws(SMTPConfigurationError) {
        let bytes = Array(url.utf8)
        guard bytes.count <= 2048, bytes.allSatisfy({ (0x21..<0x7F).contains($0) && !"\\#<>\"".utf8.contains($0) })
        else { throw .malformed }
        let scheme = String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
        guard scheme == "smtp" || scheme == "smtps", url.utf8.dropFirst(scheme.utf8.count).starts(with: "://".utf8)
        else { throw .malformed }
        let rest = bytes.dropFirst(scheme.utf8.count + 3)
        let place = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "/") }
        let tail = rest.dropFirst(place.count)
        let query = tail.first == UInt8(ascii: "/") ? tail.dropFirst() : tail
        guard query.isEmpty || query.first == UInt8(ascii: "?") else { throw .malformed }

        let parameters = try SMTPParameters(query.dropFirst())
        guard parameters.tls == nil || scheme == "smtp" else { throw .parameter }
        var address = place
        var credentials: Credentials?
        if let at = place.lastIndex(of: UInt8(ascii: "@")) {
            credentials = try Self.credentials(place[..<at])
            address = place[(at + 1)...]
        }
        let (host, port) = try Self.hostAndPort(address)
        let encryption: Encryption =
            scheme == "smtps" ? .implicit : parameters.tls == .off ? .insecureNone : .startTLS
        try self.init(host: host, port: port, encryption: encryption, credentials: credentials)
        certificateAuthorities = parameters.certificateAuthorities
        clientName = parameters.clientName
        if let seconds = parameters.timeout {
            timeout = .seconds(seconds)
            connectTimeout = min(connectTimeout, timeout)
        }
        connections = parameters.connections ?? connections
    }

    private static func credentials(_ text: ArraySlice<UInt8>) throws(SMTPConfigurationError) -> Credentials {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        // A second colon, or an @, is a password that was not encoded.
        guard parts.count == 2, !text.contains(UInt8(ascii: "@")),
            let user = PercentDecoding.decode(parts[0]), let password = PercentDecoding.decode(parts[1]),
            !password.isEmpty
        else { throw .credentials }
        return Credentials(user: user, password: password)
    }

    private static func hostAndPort(
        _ text: ArraySlice<UInt8>
    ) throws(SMTPConfigurationError) -> (String, UInt16?) {
        var host = text
        var port: UInt16?
        if let colon = text.lastIndex(of: UInt8(ascii: ":")), !text[colon...].contains(UInt8(ascii: "]")) {
            let digits = text[(colon + 1)...]
            guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = UInt16(String(decoding: digits, as: UTF8.self))
            else { throw .port }
            port = number
            host = text[..<colon]
        }
        guard host.first == UInt8(ascii: "[") else {
            // Without brackets nobody knows where an IPv6 address ends.
            guard !host.contains(UInt8(ascii: ":")) else { throw .host }
            return (String(decoding: host, as: UTF8.self), port)
        }
        guard host.last == UInt8(ascii: "]") else { throw .host }
        return (String(decoding: host.dropFirst().dropLast(), as: UTF8.self), port)
    }
}
#endif
