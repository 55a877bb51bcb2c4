import MortiseSQL

extension EngineMigrations {
    /// Accounts. The address is sealed; its digest finds it, and is unique among accounts that are not deleted.
    static let users = Migration(
        2, "users",
        up: [
            .createTable(
                TableDefinition(
                    "users",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("email_digest", .bytes),
                        ColumnDefinition("email_sealed", .bytes),
                        ColumnDefinition("password_hash", .text).nullable,
                        ColumnDefinition("is_active", .bool),
                        ColumnDefinition("is_verified", .bool),
                        ColumnDefinition("created_at", .instant),
                        ColumnDefinition("updated_at", .instant),
                        ColumnDefinition("last_login_at", .instant).nullable,
                        ColumnDefinition("failed_login_attempts", .int64),
                        ColumnDefinition("last_failed_login_at", .instant).nullable,
                        ColumnDefinition("locked_until", .instant).nullable,
                        ColumnDefinition("display_name_sealed", .bytes).nullable,
                        ColumnDefinition("security_epoch", .int64),
                        ColumnDefinition("version", .int64),
                        ColumnDefinition("deleted_at", .instant).nullable,
                    ],
                    primaryKey: ["id"],
                    checks: [
                        CheckDefinition("users_email_digest_check", "length(email_digest) = 32"),
                        CheckDefinition("users_failed_login_attempts_check", "failed_login_attempts >= 0"),
                        CheckDefinition("users_security_epoch_check", "security_epoch >= 1"),
                        CheckDefinition("users_version_check", "version >= 1"),
                    ])),
            .createIndex(IndexDefinition(on: "users", ["email_digest"], isUnique: true, where: "deleted_at IS NULL")),
        ])
}
