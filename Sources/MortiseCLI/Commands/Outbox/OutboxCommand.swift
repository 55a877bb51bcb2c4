#if CLI
import ArgumentParser

/// `mortise outbox`.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Look at mails on their way.",
        subcommands: [OutboxListCommand.self, OutboxRetryCommand.self])
}
#endif
