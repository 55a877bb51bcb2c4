#if CLI
import ArgumentParser
import Mortise

/// `mortise user purge USER`.
struct UserPurgeCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Remove a deleted account for good, by its id, with all its personal data.")

    @Argument(help: "The account's id.")
    var user: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let purged = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            guard user.deletedAt != nil else {
                throw CommandFailure(
                    .failure, "not_deleted", "The account is not deleted. `mortise user delete \(user.id)` does that.")
            }
            if !yes { try Confirmation.ask("This removes \(user.email.address) for good.") }
            try await engine.purge(user.id, in: .command)
            return user
        }
        return Answer("Purged \(purged.id).", json: ["id": .string(purged.id.description)])
    }
}
#endif
