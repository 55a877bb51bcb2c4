#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise audit query`.
struct AuditQueryCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "List what has happened, the newest first. All filters that are given must hold.")

    @Option(help: "The account's address or id.")
    var user: String?

    @Option(
        help: "What happened, as LOGIN_FAILED; give it again for more.",
        completion: .list(AuditEvent.Action.allCases.map(\.rawValue).sorted()))
    var action: [String] = []

    @Option(
        help: "Who did it: anonymous, user, operator or system.",
        completion: .list(["anonymous", "user", "operator", "system"]))
    var actor: String?

    @Option(help: "The first moment, as 2026-01-02T03:04:05Z, or how long ago, as 24h.")
    var since: String?

    @Option(help: "The moment before which it happened, or how long ago.")
    var until: String?

    @Option(help: "The client's address, or a block as 192.0.2.0/24.")
    var ip: String?

    @Option(help: "The id of a request, as answers and logs name it.")
    var requestID: String?

    @Option(help: "The most entries to list, 1 to 1000.")
    var limit = 100

    @Option(help: "Where to go on, as the page before says.")
    var cursor: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        _ = try query(at: SystemClock().now)
    }

    func answer() async throws -> Answer {
        var query = try query(at: SystemClock().now)
        query.cursor = try cursor.map { text throws(AuthError) in try AuditCursor(text) }
        let page = try await options.configuration().withEngine(.none) { [user] engine in
            if let user {
                // An id may be that of an account that is gone.
                query.user = if let id = UserID(user) { id } else { try await engine.user(named: user).id }
            }
            return try await engine.auditEvents(query)
        }
        let table = TextTable(
            ["TIME", "ACTION", "ACTOR", "USER", "IP", "REQUEST", "DETAILS"],
            page.events.map {
                [
                    $0.createdAt.rfc3339, $0.action.rawValue, $0.actor.rawValue, $0.userID?.description ?? "",
                    $0.clientAddress?.description ?? "", $0.requestID,
                    String(decoding: $0.details.serialized(), as: UTF8.self),
                ]
            })
        let places = [("Older", page.older), ("Newer", page.newer)]
            .compactMap { name, cursor in cursor.map { "\n\(name): --cursor \($0)" } }
        return Answer(
            table.text + places.joined(),
            json: [
                "events": .array(page.events.map(\.json)), "older": page.older.json, "newer": page.newer.json,
            ])
    }

    /// What the options ask for, but for the account and the cursor.
    private func query(at now: Instant) throws -> AuditQuery {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
        var query = AuditQuery(requestID: requestID, limit: limit)
        for name in action {
            guard let action = AuditEvent.Action(rawValue: name) else {
                let names = AuditEvent.Action.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw ValidationError("--action takes one of \(names).")
            }
            query.actions.insert(action)
        }
        if let actor {
            query.actor = AuditEvent.Actor(rawValue: actor)
            if query.actor == nil { throw ValidationError("--actor takes anonymous, user, operator or system.") }
        }
        if let ip {
            query.client = IPNetwork(ip)
            if query.client == nil { throw ValidationError("--ip takes an address, or a block as 192.0.2.0/24.") }
        }
        query.since = try since.map { try moment($0, of: "--since", before: now) }
        query.until = try until.map { try moment($0, of: "--until", before: now) }
        return query
    }

    private func moment(_ text: String, of option: String, before now: Instant) throws -> Instant {
        if let moment = Instant(rfc3339: text) { return moment }
        // More than a century ago is before everything.
        if let duration = Duration(text) { return now - min(duration, .seconds(36_500 * 86_400)) }
        throw ValidationError("\(option) takes a moment as 2026-01-02T03:04:05Z, or a duration as 90s, 15m, 24h or 7d.")
    }
}

extension AuditCursor? {
    fileprivate var json: JSON { map { .string($0.description) } ?? .null }
}

extension AuditEvent {
    /// The entry, for programs.
    fileprivate var json: JSON {
        [
            "id": .string(id.description), "user_id": userID.map { .string($0.description) } ?? .null,
            "actor": .string(actor.rawValue), "action": .string(action.rawValue), "details": details,
            "ip": clientAddress.map { .string($0.description) } ?? .null,
            "user_agent": userAgent.map(JSON.string) ?? .null, "request_id": .string(requestID),
            "created_at": .string(createdAt.rfc3339),
        ]
    }
}
#endif
