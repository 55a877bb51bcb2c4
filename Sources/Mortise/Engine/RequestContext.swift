/// Who asks: goes with every flow and feeds limits, audit and logs.
public struct RequestContext: Sendable, Hashable {
    /// The client's address; `nil` where there is none, as for a job of the app itself.
    public let clientAddress: IPAddress?
    /// What the client calls itself, without control characters, ends of lines and marks of direction, at most 512 bytes.
    public let userAgent: String?
    /// Identifies the request in logs, audit and answers.
    public let requestID: String
    /// Proves that the try was counted at a gate already.
    private(set) var admission: Admission?

    /// A context.
    ///
    /// - Parameters:
    ///   - clientAddress: The client's address: behind proxies, the rightmost hop that is not a trusted proxy.
    ///   - userAgent: What the client calls itself; cut to 512 bytes, control characters taken out.
    ///   - requestID: Identifies the request; 128 random bits where `nil`.
    public init(clientAddress: IPAddress? = nil, userAgent: String? = nil, requestID: String? = nil) {
        self.clientAddress = clientAddress
        self.userAgent = userAgent.map(Self.plain)
        self.requestID = requestID.map(Self.plain) ?? Self.randomID()
    }

    /// The same, let through a gate.
    func admitted(_ admission: Admission) -> RequestContext {
        var copy = self
        copy.admission = admission
        return copy
    }

    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars where scalar.staysInItsLine {
            length += UTF8.width(scalar)
            guard length <= 512 else { break }
            plain.append(scalar)
        }
        return String(plain)
    }

    private static func randomID() -> String { Base64URL.encode(SecureRandom.bytes(16)) }
}
