#if CLI
import ArgumentParser
import Mortise

/// `mortise user set-password USER`.
struct UserSetPasswordCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-password",
        abstract: "Set the password of an account, and end its sessions and links.",
        discussion: "The password is the first line of the standard input; on a terminal it is asked for twice.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let configuration = try options.configuration()
        let password = try NewPassword.read()
        let changed = try await configuration.withEngine(.none) { engine in
            let user = try await engine.user(named: user)
            try await engine.setPassword(of: user.id, to: password, in: .command)
            return try await engine.user(user.id) ?? user
        }
        return Answer("Set the password of \(changed.email.address).", json: ["user": changed.json])
    }
}
#endif
