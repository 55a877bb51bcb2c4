#if CLI
import ArgumentParser
import Mortise

/// `mortise outbox retry ID`.
struct OutboxRetryCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Let a mail that waits be tried at once, by the server that runs.")

    @Argument(help: "The mail's id.")
    var id: String

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard MailID(id) != nil else { throw ValidationError("retry takes the id of a mail.") }
    }

    func answer() async throws -> Answer {
        guard let mail = MailID(id) else { throw CommandFailure(.usage, "usage", "retry takes the id of a mail.") }
        try await options.configuration().withEngine(.none) { try await $0.retryMail(mail) }
        return Answer("The mail is due now.", json: ["id": .string(mail.description)])
    }
}
#endif
