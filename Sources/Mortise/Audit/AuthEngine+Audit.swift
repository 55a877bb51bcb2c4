import MortiseSQL

extension AuthEngine {
    /// A page of the audit log, the newest entries first.
    ///
    /// Entries are in the order of their time, those of one moment in that in which they were written.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func auditEvents(_ query: AuditQuery) async throws(AuthError) -> AuditPage {
        try await flow("audit", in: RequestContext()) {
            let limit = min(max(query.limit, 1), 1000)
            let direction = query.cursor?.direction ?? .older
            // One more than wanted tells whether there are others.
            let found = try await auditEvents(query, direction, atMost: limit + 1)
            let events = Array(found.prefix(limit))
            let sorted = direction == .older ? events : events.reversed()
            let hasMore = found.count > limit
            let hasOlder = direction == .older ? hasMore : true
            let hasNewer = direction == .older ? query.cursor != nil : hasMore
            return AuditPage(
                events: sorted,
                older: hasOlder ? sorted.last.map { AuditCursor(.older, of: $0) } : nil,
                newer: hasNewer ? sorted.first.map { AuditCursor(.newer, of: $0) } : nil)
        }
    }

    /// The latest entries of the audit log about a user, the newest first.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - limit: The most entries, from 1 to 1,000.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func auditEvents(of user: UserID, limit: Int = 100) async throws(AuthError) -> [AuditEvent] {
        try await flow("audit", in: RequestContext()) {
            try await AuditLog.events(of: user, limit: min(max(limit, 1), 1000), on: database)
        }
    }

    /// The entries of the audit log of one request, the oldest first.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func auditEvents(ofRequest id: String) async throws(AuthError) -> [AuditEvent] {
        try await flow("audit", in: RequestContext()) { try await AuditLog.events(ofRequest: id, on: database) }
    }

    /// The rows that are looked at in one read, where a block of addresses is looked for among them.
    private static let scanned = 1000

    private func auditEvents(
        _ query: AuditQuery, _ direction: AuditCursor.Direction, atMost limit: Int
    ) async throws -> [AuditEvent] {
        guard let client = query.client, query.address == nil else {
            return try await database.all(query.statement(direction, from: query.cursor, limit: limit))
        }
        // SQLite has no type for addresses, so blocks are told apart here, for both databases alike.
        var found: [AuditEvent] = []
        var place = query.cursor
        while found.count < limit {
            try Task.checkCancellation()
            let rows = try await database.all(query.statement(direction, from: place, limit: Self.scanned))
            found += rows.filter { $0.clientAddress.map(client.contains) ?? false }
            guard rows.count == Self.scanned, let last = rows.last else { break }
            place = AuditCursor(direction, of: last)
        }
        return Array(found.prefix(limit))
    }
}
