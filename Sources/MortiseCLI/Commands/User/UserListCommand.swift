#if CLI
import ArgumentParser
import Mortise

/// `mortise user list`.
struct UserListCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List accounts, the oldest first.")

    @Option(help: "The most accounts to list, 1 to 1000.")
    var limit = 100

    @Option(help: "The id of the last account of the page before.")
    var after: String?

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
        guard after == nil || last != nil else { throw ValidationError("--after takes the id of an account.") }
    }

    func answer() async throws -> Answer {
        let users = try await options.configuration().withEngine(.none) {
            try await $0.users(after: last, limit: limit)
        }
        let next = users.count == limit ? users.last?.id.description : nil
        let table = TextTable(
            ["ID", "ADDRESS", "VERIFIED", "ACTIVE", "CREATED", "LAST LOGIN"],
            users.map {
                [
                    $0.id.description, $0.email.address, $0.isVerified ? "yes" : "no",
                    $0.deletedAt != nil ? "deleted" : $0.isActive ? "yes" : "no", $0.createdAt.rfc3339,
                    $0.lastLoginAt?.rfc3339 ?? "never",
                ]
            })
        let more = next.map { "\nMore: mortise user list --after \($0)" } ?? ""
        return Answer(
            table.text + more,
            json: ["users": .array(users.map(\.json)), "next": next.map(JSON.string) ?? .null])
    }

    private var last: UserID? { after.flatMap { UserID($0) } }
}
#endif
