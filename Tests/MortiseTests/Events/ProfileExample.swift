import Mortise
import MortiseSQL

/// The app's own table, beside the engine's.
struct Profiles: Table {
    static let name = "profiles"
    let userID = column("user_id", UserID.self)
    let username = column("username", String.self)

    static let migrations = MigrationSet(
        "app",
        [
            Migration(
                1, "profiles",
                up: [
                    .createTable(
                        TableDefinition(
                            "profiles",
                            columns: [ColumnDefinition("user_id", .uuid), ColumnDefinition("username", .text)],
                            primaryKey: ["user_id"],
                            foreignKeys: [
                                ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)
                            ])),
                    .createIndex(IndexDefinition(on: "profiles", ["username"], isUnique: true)),
                ])
        ])

    static let insert = Query("profiles.insert") { (user: Parameter<UserID>, username: Parameter<String>) in
        Insert(into: profiles, [profiles.userID.set(to: user), profiles.username.set(to: username)])
            .onConflictDoNothing(["username"])
    }

    static let all = Query("profiles.all", isScan: true) {
        Select(Projection(profiles.userID, profiles.username, as: { (user: $0, username: $1) }), from: profiles)
    }
}

let profiles = Profiles()

extension AuthError.FieldCode {
    static let taken: Self = "taken"
}

extension TransactionHook {
    /// Gives each new account its profile, or refuses the account.
    static let profile = TransactionHook(on: [.registered]) { event, transaction in
        guard case .registered(_, _, let attributes) = event.fact else { return }
        guard let username = attributes["username"]?.stringValue else { throw Veto(.required, field: "username") }
        guard (3...20).contains(username.utf8.count) else { throw Veto(.malformed, field: "username") }
        if try await transaction.execute(Profiles.insert(event.userID, username)) == 0 {
            throw Veto(.taken, field: "username")
        }
    }
}
