#if CLI
import ArgumentParser
import Mortise

/// `mortise audit query`.
struct AuditQueryCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "List what happened to an account, the newest first, or in a request.")

    @Option(help: "The account's address or id.")
    var user: String?

    @Option(help: "The id of a request, as answers and logs name it.")
    var request: String?

    @Option(help: "The most entries of an account to list, 1 to 1000.")
    var limit = 100

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
        guard (user == nil) != (request == nil) else { throw ValidationError("Give either --user or --request.") }
    }

    func answer() async throws -> Answer {
        let events = try await options.configuration().withEngine(.none) { engine in
            if let request { return try await engine.auditEvents(ofRequest: request) }
            // An id may be that of an account that is gone.
            let id = if let id = UserID(user ?? "") { id } else { try await engine.user(named: user ?? "").id }
            return try await engine.auditEvents(of: id, limit: limit)
        }
        let table = TextTable(
            ["TIME", "ACTION", "ACTOR", "USER", "IP", "REQUEST", "DETAILS"],
            events.map {
                [
                    $0.createdAt.rfc3339, $0.action.rawValue, $0.actor.rawValue, $0.userID?.description ?? "",
                    $0.clientAddress?.description ?? "", $0.requestID,
                    String(decoding: $0.details.serialized(), as: UTF8.self),
                ]
            })
        return Answer(table.text, json: ["events": .array(events.map(\.json))])
    }
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
