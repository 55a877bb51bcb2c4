#if SMTP
/// What stands behind the `?` of a mail server's URL.
struct SMTPParameters {
    enum TLS: String {
        case required
        case off = "none"
    }

    private(set) var tls: TLS?
    private(set) var certificateAuthorities: String?
    private(set) var clientName: String?
    private(set) var timeout: Int?
    private(set) var connections: Int?

    init(_ query: ArraySlice<UInt8>) throws(SMTPConfigurationError) {
        var seen: Set<String> = []
        for pair in query.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let value = PercentDecoding.decode(parts[1]), !value.isEmpty else {
                throw .parameter
            }
            let name = String(decoding: parts[0], as: UTF8.self)
            guard seen.insert(name).inserted, take(name, value) else { throw .parameter }
        }
    }

    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch name {
        case "tls":
            tls = TLS(rawValue: value)
            return tls != nil
        case "ca":
            certificateAuthorities = value
            return true
        case "ehlo":
            clientName = value
            return SMTPHost.isName(value)
        case "timeout":
            timeout = Int(value)
            return timeout.map { (1...600).contains($0) } ?? false
        case "connections":
            connections = Int(value)
            return connections.map { (1...64).contains($0) } ?? false
        default: return false
        }
    }
}
#endif
