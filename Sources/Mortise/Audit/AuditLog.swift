import MortiseSQL

/// The audit log: entries are written in the transaction of what they record.
struct AuditLog: Sendable {
    /// Counts what was committed, by action.
    let counts: LabelledCounter?

    struct Entries: Table {
        static let name = "user_audit_log"
        let id = column("id", AuditEventID.self)
        let userID = column("user_id", UserID?.self)
        let actor = column("actor", AuditEvent.Actor.self)
        let action = column("action", AuditEvent.Action.self)
        let details = column("details", JSONText.self)
        let ip = column("ip_address", IPText?.self)
        let userAgent = column("user_agent", String?.self)
        let requestID = column("request_id", String.self)
        let createdAt = column("created_at", Instant.self)
    }

    static let entries = Entries()

    private static let insert = Query("audit.insert") {
        (
            id: Parameter<AuditEventID>, user: Parameter<UserID?>, actor: Parameter<AuditEvent.Actor>,
            action: Parameter<AuditEvent.Action>, details: Parameter<JSONText>, ip: Parameter<IPText?>,
            agent: Parameter<String?>, request: Parameter<String>, now: Parameter<Instant>
        ) in
        Insert(
            into: entries,
            [
                entries.id.set(to: id), entries.userID.set(to: user), entries.actor.set(to: actor),
                entries.action.set(to: action), entries.details.set(to: details), entries.ip.set(to: ip),
                entries.userAgent.set(to: agent), entries.requestID.set(to: request), entries.createdAt.set(to: now),
            ])
    }

    private static let ofUser = Query("audit.of_user") { (user: Parameter<UserID>, limit: Parameter<Int64>) in
        Select(event, from: entries).where(entries.userID == user)
            .order(by: entries.createdAt, descending: true).order(by: entries.id, descending: true).limit(limit)
    }

    private static let ofRequest = Query("audit.of_request") { (request: Parameter<String>) in
        Select(event, from: entries).where(entries.requestID == request).order(by: entries.id)
    }

    /// Takes from the entries about a user what tells of a person: they stay otherwise as they are.
    static let forgetClients = Query("audit.forget_clients", isScan: true) { (user: Parameter<UserID>) in
        Update(
            entries, set: [entries.ip.set(to: nil), entries.userAgent.set(to: nil)], where: entries.userID == user)
    }

    /// Removes old entries, a batch at a time.
    static let sweep = Query("audit.sweep", isScan: true) { (before: Parameter<Instant>, limit: Parameter<Int64>) in
        Delete(
            from: entries,
            where: entries.id.isIn(
                Select(Projection(entries.id), from: entries).where(entries.createdAt < before)
                    .order(by: entries.createdAt).limit(limit)))
    }

    static let templates = [
        insert.template, ofUser.template, ofRequest.template, forgetClients.template, sweep.template,
    ]

    /// Takes client addresses and agents from the entries about a user.
    static func forgetClients(of user: UserID, on transaction: Transaction) async throws(DatabaseError) {
        try await transaction.execute(forgetClients(user))
    }

    /// Writes an entry. It asks for a transaction, so that it cannot be written apart from what it records.
    func record(
        _ action: AuditEvent.Action, by actor: AuditEvent.Actor, of user: UserID?, details: JSON = .object([:]),
        in context: RequestContext, at now: Instant, on transaction: Transaction
    ) async throws(DatabaseError) {
        try await transaction.execute(
            Self.insert(
                AuditEventID(at: now), user, actor, action,
                JSONText(String(decoding: details.serialized(), as: UTF8.self)),
                context.clientAddress.map { IPText($0.description) }, context.userAgent, context.requestID, now))
        if let counts { transaction.afterCommit { counts.count(action.rawValue) } }
    }

    /// The latest entries about a user, the newest first.
    static func events(of user: UserID, limit: Int, on runner: some StatementRunner) async throws(DatabaseError)
        -> [AuditEvent]
    {
        try await runner.all(ofUser(user, Int64(limit)))
    }

    /// The entries of one request, the oldest first.
    static func events(ofRequest id: String, on runner: some StatementRunner) async throws(DatabaseError)
        -> [AuditEvent]
    {
        try await runner.all(ofRequest(id))
    }

    static let event = Projection(
        entries.id, entries.userID, entries.actor, entries.action, entries.details, entries.ip, entries.userAgent,
        entries.requestID, entries.createdAt,
        as: {
            (
                id: $0, userID: $1, actor: $2, action: $3, details: $4, ip: $5, userAgent: $6, requestID: $7,
                createdAt: $8
            )
        }
    ).map { (row) throws(DatabaseError) in
        guard let details = try? JSON.parse(Array(row.details.text.utf8)) else {
            throw DatabaseError(.decoding, "user_audit_log:details:\(row.id) is not JSON")
        }
        return AuditEvent(
            id: row.id, userID: row.userID, actor: row.actor, action: row.action, details: details,
            clientAddress: row.ip.flatMap { IPAddress($0.text) }, userAgent: row.userAgent, requestID: row.requestID,
            createdAt: row.createdAt)
    }
}
