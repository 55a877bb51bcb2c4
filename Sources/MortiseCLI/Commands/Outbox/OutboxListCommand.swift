#if CLI
import ArgumentParser
import Mortise

/// `mortise outbox list`.
struct OutboxListCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List mails of a state, or about an account, the newest first.")

    @Option(
        help: "The state: pending, sent or dead. (default: pending)", completion: .list(["pending", "sent", "dead"]))
    var state: String?

    @Option(help: "The address or id of an account, for all mails about it.")
    var user: String?

    @Option(help: "The most mails to list, 1 to 1000.")
    var limit = 100

    @Option(help: "The id of the last mail of the page before, of a state.")
    var after: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
        guard wanted != nil else { throw ValidationError("--state takes pending, sent or dead.") }
        guard after == nil || last != nil else { throw ValidationError("--after takes the id of a mail.") }
        guard user == nil || (state == nil && after == nil) else {
            throw ValidationError("--user goes without --state and --after.")
        }
    }

    func answer() async throws -> Answer {
        let mails = try await options.configuration().withEngine(.none) { engine in
            if let user { return try await engine.mails(of: try await engine.user(named: user).id, limit: limit) }
            return try await engine.mails(wanted ?? .pending, after: last, limit: limit)
        }
        let next = user == nil && mails.count == limit ? mails.last?.id.description : nil
        let table = TextTable(
            ["ID", "KIND", "STATE", "ATTEMPTS", "WRITTEN", "NEXT ATTEMPT", "LAST ERROR", "USER"],
            mails.map {
                [
                    $0.id.description, $0.kind.rawValue, $0.state.rawValue, String($0.attempts), $0.createdAt.rfc3339,
                    $0.state == .pending ? $0.nextAttemptAt.rfc3339 : "", $0.lastError ?? "",
                    $0.userID?.description ?? "",
                ]
            })
        let more =
            next.map { "\nMore: mortise outbox list --state \((wanted ?? .pending).rawValue) --after \($0)" } ?? ""
        return Answer(
            table.text + more,
            json: ["mails": .array(mails.map(\.json)), "next": next.map(JSON.string) ?? .null])
    }

    private var wanted: OutboxMail.State? { state.map { OutboxMail.State(rawValue: $0) } ?? .pending }
    private var last: MailID? { after.flatMap { MailID($0) } }
}

extension OutboxMail {
    /// The mail, for programs.
    fileprivate var json: JSON {
        [
            "id": .string(id.description), "user_id": userID.map { .string($0.description) } ?? .null,
            "kind": .string(kind.rawValue), "state": .string(state.rawValue), "attempts": .integer(Int64(attempts)),
            "next_attempt_at": .string(nextAttemptAt.rfc3339),
            "last_error": lastError.map(JSON.string) ?? .null, "created_at": .string(createdAt.rfc3339),
            "sent_at": sentAt.map { .string($0.rfc3339) } ?? .null,
        ]
    }
}
#endif
