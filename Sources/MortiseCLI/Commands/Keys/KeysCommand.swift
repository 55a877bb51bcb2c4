#if CLI
import ArgumentParser

/// `mortise keys`.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Manage the keys that seal addresses and digest tokens.",
        subcommands: [
            KeysGenerateCommand.self, KeysStatusCommand.self, KeysRotateCommand.self, KeysAddCommand.self,
            KeysActivateCommand.self, KeysDropCommand.self,
        ])
}
#endif
