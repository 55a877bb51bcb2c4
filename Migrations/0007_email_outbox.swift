import MortiseSQL

extension EngineMigrations {
    /// Mail that waits to be sent, and what became of it. Recipient and content are sealed; the content is dropped once
    /// the mail is on its way.
    static let emailOutbox = Migration(
        7, "email_outbox",
        up: [
            .createTable(
                TableDefinition(
                    "email_outbox",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("user_id", .uuid).nullable,
                        ColumnDefinition("kind", .text),
                        ColumnDefinition("recipient_sealed", .bytes),
                        ColumnDefinition("payload_sealed", .bytes).nullable,
                        ColumnDefinition("state", .text),
                        ColumnDefinition("attempts", .int64),
                        ColumnDefinition("next_attempt_at", .instant),
                        ColumnDefinition("lease_until", .instant).nullable,
                        ColumnDefinition("last_error", .text).nullable,
                        ColumnDefinition("created_at", .instant),
                        ColumnDefinition("expires_at", .instant),
                        ColumnDefinition("sent_at", .instant).nullable,
                    ],
                    primaryKey: ["id"],
                    foreignKeys: [
                        ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)
                    ],
                    checks: [
                        CheckDefinition(
                            "email_outbox_state_check", column: "state", isOneOf: ["pending", "sent", "dead"]),
                        CheckDefinition("email_outbox_attempts_check", "attempts >= 0"),
                    ])),
            .createIndex(IndexDefinition(on: "email_outbox", ["state", "next_attempt_at"])),
            .createIndex(IndexDefinition(on: "email_outbox", ["state", "expires_at"])),
            .createIndex(IndexDefinition(on: "email_outbox", ["user_id", "created_at"])),
        ])
}
