import MortiseSQL

extension EngineMigrations {
    /// Events that wait for a subscriber of the app, and what became of them: a row for each subscriber. The facts are
    /// sealed, and dropped once they were received. The user is `NULL` where the event is that the user is gone for good.
    static let eventOutbox = Migration(
        8, "event_outbox",
        up: [
            .createTable(
                TableDefinition(
                    "event_outbox",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("event_id", .uuid),
                        ColumnDefinition("user_id", .uuid).nullable,
                        ColumnDefinition("subscriber", .text),
                        ColumnDefinition("kind", .text),
                        ColumnDefinition("payload_sealed", .bytes).nullable,
                        ColumnDefinition("state", .text),
                        ColumnDefinition("attempts", .int64),
                        ColumnDefinition("next_attempt_at", .instant),
                        ColumnDefinition("lease_until", .instant).nullable,
                        ColumnDefinition("last_error", .text).nullable,
                        ColumnDefinition("created_at", .instant),
                        ColumnDefinition("delivered_at", .instant).nullable,
                    ],
                    primaryKey: ["id"],
                    foreignKeys: [
                        ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)
                    ],
                    checks: [
                        CheckDefinition(
                            "event_outbox_state_check", column: "state", isOneOf: ["pending", "delivered", "dead"]),
                        CheckDefinition("event_outbox_attempts_check", "attempts >= 0"),
                    ])),
            .createIndex(IndexDefinition(on: "event_outbox", ["event_id", "subscriber"], isUnique: true)),
            .createIndex(IndexDefinition(on: "event_outbox", ["state", "subscriber", "next_attempt_at"])),
            .createIndex(IndexDefinition(on: "event_outbox", ["user_id", "subscriber", "id"])),
        ])
}
