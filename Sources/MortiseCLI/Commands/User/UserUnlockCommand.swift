#if CLI
import ArgumentParser
import Mortise

/// `mortise user unlock USER`.
struct UserUnlockCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: "Lift the lock of an account, and forget its failed logins.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let changed = try await options.configuration().withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            try await engine.unlock(user.id, in: .command)
            return try await engine.user(user.id) ?? user
        }
        return Answer("Unlocked \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
