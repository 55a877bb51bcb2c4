/// How long what is over is kept.
public struct Retention: Sendable, Hashable {
    /// Tokens and sessions after their end.
    public var expired = Duration.seconds(86_400)
    /// Mails of the outbox that were sent or given up.
    public var mails = Duration.seconds(30 * 86_400)
    /// Events that were delivered or given up.
    public var events = Duration.seconds(30 * 86_400)
    /// Buckets of limits that were not used.
    public var limits = Duration.seconds(2 * 86_400)
    /// Entries of the audit log; `nil` keeps them for ever.
    public var audit: Duration?
    /// The most rows that one statement removes, so that none holds the others up.
    public var batch = 500

    /// The defaults.
    public init() {}
}
