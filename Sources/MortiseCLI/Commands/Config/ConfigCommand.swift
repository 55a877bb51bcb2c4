#if CLI
import ArgumentParser

/// `mortise config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Look at the configuration.",
        subcommands: [ConfigCheckCommand.self, ConfigPrintCommand.self])
}
#endif
