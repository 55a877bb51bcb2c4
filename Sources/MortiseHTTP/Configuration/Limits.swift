#if HTTP
/// What a request may take.
public struct Limits: Sendable, Hashable {
    /// The longest body, in bytes; a longer one is refused with 413 before more of it is read.
    public var bodyBytes: Int
    /// How deep the JSON of a body may nest.
    public var jsonDepth: Int
    /// The most bytes of a request's target and header fields. Kept by ``AuthServer``; an app that mounts the routes in
    /// a server of its own sets this there.
    public var headerBytes: Int
    /// How long a request may take: 408 when the client is slow to send its body, 503 when the work takes longer.
    public var requestDeadline: Duration
    /// How long a connection may do nothing, or take to send a request's head. Kept by ``AuthServer``.
    public var idleTimeout: Duration

    /// Limits.
    public init(
        bodyBytes: Int = 65_536, jsonDepth: Int = 16, headerBytes: Int = 16_384,
        requestDeadline: Duration = .seconds(10), idleTimeout: Duration = .seconds(60)
    ) {
        self.bodyBytes = bodyBytes
        self.jsonDepth = jsonDepth
        self.headerBytes = headerBytes
        self.requestDeadline = requestDeadline
        self.idleTimeout = idleTimeout
    }
}
#endif
