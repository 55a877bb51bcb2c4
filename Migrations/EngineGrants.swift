/// What the role of a serving engine may do with one table, on a database that knows roles.
public struct TableGrant: Sendable, Hashable {
    /// A privilege of PostgreSQL.
    public enum Privilege: String, Sendable, Hashable {
        case select = "SELECT"
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"
    }

    /// The table.
    public let table: String
    /// What is granted; nothing for what only migrations touch.
    public let privileges: [Privilege]

    init(_ table: StaticString, _ privileges: Privilege...) {
        self.table = table.description
        self.privileges = privileges
    }
}

extension EngineMigrations {
    /// An entry for each table: the least that the statements of the flows need. The audit log can only be added to.
    ///
    /// Accounts are purged and old audit entries removed by the owner of the tables, never by the role that serves.
    public static let grants = [
        TableGrant("mortise_keys", .select, .insert),
        TableGrant("users", .select, .insert, .update),
        TableGrant("sessions", .select, .insert, .update, .delete),
        TableGrant("one_time_tokens", .select, .insert, .update, .delete),
        TableGrant("rate_limits", .select, .insert, .update, .delete),
        TableGrant("email_outbox", .select, .insert, .update, .delete),
        TableGrant("event_outbox", .select, .insert, .update, .delete),
        TableGrant("user_audit_log", .select, .insert),
        TableGrant("mortise_migrations", .select),
        TableGrant("mortise_migration_history"),
    ]
}
