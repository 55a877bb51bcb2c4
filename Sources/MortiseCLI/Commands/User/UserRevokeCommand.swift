#if CLI
import ArgumentParser
import Mortise

/// `mortise user revoke USER`.
struct UserRevokeCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End all sessions and links of an account, or one session.")

    @Argument(help: "The account's address or id.")
    var user: String

    @Option(help: "The id of the one session to end.")
    var session: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard session == nil || id != nil else { throw ValidationError("--session takes the id of a session.") }
    }

    func answer() async throws -> Answer {
        let ended = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            guard let id else { return try await engine.revokeAllSessions(of: user.id, in: .command) }
            try await engine.revokeSession(id, of: user.id, in: .command)
            return 1
        }
        return Answer("Ended \(ended) \(ended == 1 ? "session" : "sessions").", json: ["ended": .integer(Int64(ended))])
    }

    private var id: SessionID? { session.flatMap { SessionID($0) } }
}
#endif
