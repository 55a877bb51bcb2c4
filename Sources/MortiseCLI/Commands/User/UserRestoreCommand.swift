#if CLI
import ArgumentParser
import Mortise

/// `mortise user restore USER`.
struct UserRestoreCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a deleted account back, by its id.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let changed = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            return try await engine.restore(user.id, in: .command)
        }
        return Answer("Restored \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
