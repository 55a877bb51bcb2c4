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
        let found = try await options.configuration().withEngine(.none) { engine in
            if let id = UserID(user) { return try await engine.user(id) }
            return try await engine.user(email: user)
        }
        guard let found else {
            throw CommandFailure(
                .failure, "not_found", "There is no account \(user). `mortise user list` shows those there are.")
        }
        let rows = found.json.objectValue?.map { [$0.key, text($0.value)] } ?? []
        return Answer(TextTable(["FIELD", "VALUE"], rows).text, json: ["user": found.json])
    }

    private func text(_ value: JSON) -> String {
        value.stringValue ?? (value.isNull ? "" : String(decoding: value.serialized(), as: UTF8.self))
    }
}
#endif
