#if CLI
import ArgumentParser
import Glibc
import Mortise

/// The command `mortise`.
struct MortiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortise", abstract: "An authentication engine: its server and its administration.",
        version: AuthEngine.version,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, UserCommand.self, AuditCommand.self, OutboxCommand.self,
            KeysCommand.self, ConfigCommand.self, VerifyCommand.self, DoctorCommand.self,
        ])

    /// Parses the arguments, runs the command and prints what it says.
    static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if let command = command as? any AnsweringCommand { return await answer(command) }
            try command.run()
            return .success
        } catch {
            return report(error, asJSON: arguments.contains("--json"))
        }
    }

    private static func answer(_ command: any AnsweringCommand) async -> ExitStatus {
        do {
            let answer = try await command.answer()
            if !command.options.json {
                StandardStream.output.writeLine(answer.text)
            } else if let document = answer.json {
                StandardStream.output.write(document)
            }
            return answer.status
        } catch {
            return report(CommandFailure(error), asJSON: command.options.json)
        }
    }

    private static func report(_ failure: CommandFailure, asJSON: Bool) -> ExitStatus {
        StandardStream.error.writeLine(failure.description)
        if asJSON { StandardStream.output.write(failure.json) }
        return failure.status
    }

    /// For what the parser throws: help that was asked for, or a fault of the command line.
    private static func report(_ error: any Error, asJSON: Bool) -> ExitStatus {
        if exitCode(for: error).isSuccess {
            StandardStream.output.writeLine(fullMessage(for: error))
            return .success
        }
        StandardStream.error.writeLine(fullMessage(for: error))
        if asJSON { StandardStream.output.write(CommandFailure(.usage, "usage", message(for: error)).json) }
        return .usage
    }
}
#endif
