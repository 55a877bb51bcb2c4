import MortiseSQL

extension EngineMigrations {
    /// The check values of the keyring, so that a wrong one is refused before anything is written.
    static let keys = Migration(
        1, "keys",
        up: [
            .createTable(
                TableDefinition(
                    "mortise_keys",
                    columns: [
                        ColumnDefinition("key_id", .int64),
                        ColumnDefinition("check_value", .bytes),
                        ColumnDefinition("created_at", .instant),
                    ],
                    primaryKey: ["key_id"],
                    checks: [CheckDefinition("mortise_keys_check_value_check", "length(check_value) = 32")]))
        ])
}
