#if CLI
import ArgumentParser
import Mortise

/// `mortise user deactivate USER`.
struct UserDeactivateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "deactivate", abstract: "Keep an account from logging in, and end its sessions and links.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let changed = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            return try await engine.deactivate(user.id, in: .command)
        }
        return Answer("Deactivated \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
