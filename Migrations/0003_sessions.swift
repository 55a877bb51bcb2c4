import MortiseSQL

extension EngineMigrations {
    /// Sessions. A token is found by its digest; the number of the key that digests it stands beside it.
    static let sessions = Migration(
        3, "sessions",
        up: [
            .createTable(
                TableDefinition(
                    "sessions",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("user_id", .uuid),
                        ColumnDefinition("token_digest", .bytes),
                        ColumnDefinition("token_key_id", .int64),
                        ColumnDefinition("security_epoch", .int64),
                        ColumnDefinition("created_at", .instant),
                        ColumnDefinition("last_seen_at", .instant),
                        ColumnDefinition("expires_at", .instant),
                        ColumnDefinition("idle_timeout_seconds", .int64),
                        ColumnDefinition("ip", .ip).nullable,
                        ColumnDefinition("user_agent", .text).nullable,
                        ColumnDefinition("authentications", .json),
                    ],
                    primaryKey: ["id"],
                    foreignKeys: [
                        ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)
                    ],
                    checks: [
                        CheckDefinition("sessions_token_digest_check", "length(token_digest) = 32"),
                        CheckDefinition("sessions_expires_at_check", "expires_at > created_at"),
                        CheckDefinition("sessions_idle_timeout_seconds_check", "idle_timeout_seconds > 0"),
                    ])),
            .createIndex(IndexDefinition(on: "sessions", ["token_digest"], isUnique: true)),
            .createIndex(IndexDefinition(on: "sessions", ["user_id", "created_at"])),
        ])
}
