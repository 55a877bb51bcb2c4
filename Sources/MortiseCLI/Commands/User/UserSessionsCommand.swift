#if CLI
import ArgumentParser
import Mortise

/// `mortise user sessions USER`.
struct UserSessionsCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List the living sessions of an account, the newest first.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let sessions = try await options.configuration().withEngine(.none) { engine in
            try await engine.sessions(of: try await engine.user(named: user).id)
        }
        let table = TextTable(
            ["ID", "BEGAN", "LAST SEEN", "EXPIRES", "IP", "USER AGENT"],
            sessions.map {
                [
                    $0.id.description, $0.createdAt.rfc3339, $0.lastSeenAt.rfc3339, $0.expiresAt.rfc3339,
                    $0.clientAddress?.description ?? "", $0.userAgent ?? "",
                ]
            })
        return Answer(table.text, json: ["sessions": .array(sessions.map(\.json))])
    }
}

extension Session {
    /// The session, for programs.
    fileprivate var json: JSON {
        [
            "id": .string(id.description), "created_at": .string(createdAt.rfc3339),
            "last_seen_at": .string(lastSeenAt.rfc3339), "expires_at": .string(expiresAt.rfc3339),
            "idle_expires_at": .string(idleExpiresAt.rfc3339),
            "ip": clientAddress.map { .string($0.description) } ?? .null,
            "user_agent": userAgent.map(JSON.string) ?? .null,
        ]
    }
}
#endif
