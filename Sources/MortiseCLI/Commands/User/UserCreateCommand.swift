#if CLI
import ArgumentParser
import Mortise

/// `mortise user create ADDRESS`.
struct UserCreateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an account.",
        discussion: "The password is the first line of the standard input; on a terminal it is asked for twice.")

    @Argument(help: "The address of the account.")
    var address: String

    @Flag(help: "Take the address as verified.")
    var verified = false

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let configuration = try options.configuration()
        let password = try NewPassword.read()
        let user = try await configuration.withEngine(.defaultDatabase) {
            try await $0.createUser(
                email: address, password: password, isVerified: verified, in: .command)
        }
        return Answer("Created \(user.email.address) as \(user.id).", json: ["user": user.json])
    }
}
#endif
