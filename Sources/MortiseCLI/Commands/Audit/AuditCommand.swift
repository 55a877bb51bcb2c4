#if CLI
import ArgumentParser

/// `mortise audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look at what has happened to accounts.",
        subcommands: [AuditQueryCommand.self])
}
#endif
