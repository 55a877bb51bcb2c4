#if CLI
import ArgumentParser
import Mortise

/// `mortise user show USER`.
struct UserShowCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show an account.")

    @Argument(help: "The account's address or id.")
    var user: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let found = try await options.configuration().withEngine(.none) { try await $0.user(named: user) }
        let rows = found.json.objectValue?.map { [$0.key, text($0.value)] } ?? []
        return Answer(TextTable(["FIELD", "VALUE"], rows).text, json: ["user": found.json])
    }

    private func text(_ value: JSON) -> String {
        value.stringValue ?? (value.isNull ? "" : String(decoding: value.serialized(), as: UTF8.self))
    }
}
#endif
