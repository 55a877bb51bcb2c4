#if CLI
import ArgumentParser
import Mortise

/// `mortise user activate USER`.
struct UserActivateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let a deactivated account log in again.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let changed = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            return try await engine.activate(user.id, in: .command)
        }
        return Answer("Activated \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
