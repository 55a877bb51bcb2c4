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
        let (found, failures) = try await options.configuration().withEngine(.none) { engine in
            let found = try await engine.user(named: user)
            return (found, try await engine.loginFailures(of: found.id))
        }
        let failed: JSON = [
            "failed_logins": .integer(Int64(failures?.count ?? 0)),
            "last_failed_login_at": failures?.lastAt.map { .string($0.rfc3339) } ?? .null,
            "locked_until": failures?.lockedUntil.map { .string($0.rfc3339) } ?? .null,
        ]
        let rows = [found.json, failed].flatMap { $0.objectValue?.map { [$0.key, text($0.value)] } ?? [] }
        return Answer(
            TextTable(["FIELD", "VALUE"], rows).text, json: ["user": found.json, "login_failures": failed])
    }

    private func text(_ value: JSON) -> String {
        value.stringValue ?? (value.isNull ? "" : String(decoding: value.serialized(), as: UTF8.self))
    }
}
#endif
