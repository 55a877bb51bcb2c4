import MortiseSQL

extension EngineMigrations {
    /// The audit log. It refers to users without a foreign key: it outlives them.
    static let auditLog = Migration(
        4, "audit_log",
        up: [
            .createTable(
                TableDefinition(
                    "user_audit_log",
                    columns: [
                        ColumnDefinition("id", .uuid),
                        ColumnDefinition("user_id", .uuid).nullable,
                        ColumnDefinition("actor", .text),
                        ColumnDefinition("action", .text),
                        ColumnDefinition("details", .json),
                        ColumnDefinition("ip_address", .ip).nullable,
                        ColumnDefinition("user_agent", .text).nullable,
                        ColumnDefinition("request_id", .text),
                        ColumnDefinition("created_at", .instant),
                    ],
                    primaryKey: ["id"],
                    checks: [
                        CheckDefinition(
                            "user_audit_log_actor_check", column: "actor",
                            isOneOf: ["anonymous", "user", "operator", "system"]),
                        CheckDefinition(
                            "user_audit_log_action_check", column: "action",
                            isOneOf: [
                                "REGISTRATION", "LOGIN_SUCCESS", "LOGIN_FAILED", "LOGOUT", "PASSWORD_RESET_REQUEST",
                                "PASSWORD_RESET_SUCCESS", "PASSWORD_CHANGED", "PASSWORD_REHASHED",
                                "EMAIL_VERIFICATION_REQUEST", "EMAIL_VERIFICATION_SUCCESS", "EMAIL_CHANGE_REQUEST",
                                "EMAIL_CHANGED", "EMAIL_CHANGE_UNDONE", "ACCOUNT_LOCKED", "ACCOUNT_UNLOCKED",
                                "ACCOUNT_DEACTIVATED", "ACCOUNT_ACTIVATED", "ACCOUNT_DELETED", "ACCOUNT_RESTORED",
                                "ACCOUNT_PURGED", "PROFILE_UPDATED", "SESSION_REVOKED", "RATE_LIMITED",
                                "TOKEN_REFUSED", "VETOED", "KEY_ACTIVATED", "KEYS_ROTATED", "KEY_DROPPED",
                            ]),
                    ])),
            // Each filter of a query leads to its entries in the order of their pages.
            .createIndex(IndexDefinition(on: "user_audit_log", ["created_at", "id"])),
            .createIndex(IndexDefinition(on: "user_audit_log", ["user_id", "created_at", "id"])),
            .createIndex(IndexDefinition(on: "user_audit_log", ["action", "created_at", "id"])),
            .createIndex(IndexDefinition(on: "user_audit_log", ["ip_address", "created_at", "id"])),
            .createIndex(IndexDefinition(on: "user_audit_log", ["request_id"])),
        ])
}
