#if CLI
import ArgumentParser
import Mortise

/// `mortise user delete USER`.
struct UserDeleteCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account; it can be restored until it is purged.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let changed = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            try await engine.delete(user.id, in: .command)
            return try await engine.user(user.id) ?? user
        }
        return Answer("Deleted \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
