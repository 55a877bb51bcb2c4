#if CLI
import ArgumentParser
import Mortise

/// `mortise config check`.
struct ConfigCheckCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the values of all settings, without opening the database.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        _ = try options.configuration().keyringSource()
        return Answer("The configuration is valid.", json: ["valid": true])
    }
}
#endif
