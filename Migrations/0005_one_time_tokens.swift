import MortiseSQL

extension EngineMigrations {
    /// Tokens that work once: kept as digests, bound to a purpose, a user and the user's security epoch.
    ///
    /// A user has at most one open token of a purpose, so a newer one takes the older one's place. Links that undo a
    /// change of address are the exception: each restores another address.
    static let oneTimeTokens = Migration(
        5, "one_time_tokens",
        up: [
            .createTable(
                TableDefinition(
                    "one_time_tokens",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("user_id", .uuid),
                        ColumnDefinition("purpose", .text),
                        ColumnDefinition("token_digest", .bytes),
                        ColumnDefinition("token_key_id", .int64),
                        ColumnDefinition("security_epoch", .int64),
                        ColumnDefinition("payload_sealed", .bytes).nullable,
                        ColumnDefinition("created_at", .instant),
                        ColumnDefinition("expires_at", .instant),
                        ColumnDefinition("consumed_at", .instant).nullable,
                    ],
                    primaryKey: ["id"],
                    foreignKeys: [
                        ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)
                    ],
                    checks: [
                        CheckDefinition(
                            "one_time_tokens_purpose_check", column: "purpose",
                            isOneOf: ["verify_email", "reset_password", "change_email", "undo_email_change", "unlock"]),
                        CheckDefinition("one_time_tokens_token_digest_check", "length(token_digest) = 32"),
                        CheckDefinition("one_time_tokens_expires_at_check", "expires_at > created_at"),
                    ])),
            .createIndex(IndexDefinition(on: "one_time_tokens", ["token_digest"], isUnique: true)),
            .createIndex(
                IndexDefinition(
                    on: "one_time_tokens", ["user_id", "purpose"], isUnique: true,
                    where: "consumed_at IS NULL AND purpose <> 'undo_email_change'")),
            .createIndex(IndexDefinition(on: "one_time_tokens", ["expires_at"])),
        ])
}
