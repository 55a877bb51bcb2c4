public import MortiseSQL

/// Which entries of the audit log are wanted. What is left out filters nothing; all that is given must hold.
///
/// ```swift
/// var query = AuditQuery(user: id)
/// query.actions = [.loginFailed, .accountLocked]
/// query.since = clock.now - .seconds(86_400)
/// let page = try await auth.auditEvents(query)
/// ```
public struct AuditQuery: Sendable, Hashable {
    /// The user they are about.
    public var user: UserID?
    /// What happened, one of these; anything where empty.
    public var actions: Set<AuditEvent.Action>
    /// Who did it.
    public var actor: AuditEvent.Actor?
    /// The first moment of theirs.
    public var since: Instant?
    /// The moment before which they were written.
    public var until: Instant?
    /// Where the client was: one address, or a block of them.
    ///
    /// A single address has an index. A block is looked for among the entries that the other filters leave, so give it a
    /// user or a time where the log is long.
    public var client: IPNetwork?
    /// The request.
    public var requestID: String?
    /// The most entries of a page, from 1 to 1,000; a number outside counts as the nearest within.
    public var limit: Int
    /// Where to go on: ``AuditPage/older`` or ``AuditPage/newer`` of a page of the same filters. The newest page where
    /// `nil`.
    public var cursor: AuditCursor?

    /// A query.
    public init(
        user: UserID? = nil, actions: Set<AuditEvent.Action> = [], actor: AuditEvent.Actor? = nil,
        since: Instant? = nil, until: Instant? = nil, client: IPNetwork? = nil, requestID: String? = nil,
        limit: Int = 100, cursor: AuditCursor? = nil
    ) {
        self.user = user
        self.actions = actions
        self.actor = actor
        self.since = since
        self.until = until
        self.client = client
        self.requestID = requestID
        self.limit = limit
        self.cursor = cursor
    }
}

/// A page of the audit log.
public struct AuditPage: Sendable, Hashable {
    /// The entries, the newest first.
    public let events: [AuditEvent]
    /// Where the older ones begin; `nil` where there are none.
    public let older: AuditCursor?
    /// Where the newer ones end; `nil` where there were none.
    public let newer: AuditCursor?
}
