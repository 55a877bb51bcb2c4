#if CLI
import ArgumentParser

/// `mortise user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Make, look at and change accounts.",
        subcommands: [
            UserCreateCommand.self, UserShowCommand.self, UserListCommand.self, UserActivateCommand.self,
            UserDeactivateCommand.self, UserDeleteCommand.self, UserRestoreCommand.self, UserPurgeCommand.self,
            UserUnlockCommand.self, UserSetPasswordCommand.self, UserSessionsCommand.self, UserRevokeCommand.self,
        ])
}
#endif
