#if CLI
import ArgumentParser

/// `mortise user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Make and look at accounts.",
        subcommands: [UserCreateCommand.self, UserShowCommand.self, UserListCommand.self])
}
#endif
