import MortiseSQL

extension EngineMigrations {
    /// The state of limits, a row a bucket, found by a digest that tells nobody whose it is.
    ///
    /// Times are microseconds since 1970 as integers, so that one statement computes with them on every database.
    static let rateLimits = Migration(
        6, "rate_limits",
        up: [
            .createTable(
                TableDefinition(
                    "rate_limits",
                    columns: [
                        ColumnDefinition("key_digest", .bytes),
                        ColumnDefinition("policy", .text),
                        ColumnDefinition("theoretical_arrival", .int64),
                        ColumnDefinition("tries", .int64),
                        ColumnDefinition("updated_at", .int64),
                        ColumnDefinition("reported_at", .int64).nullable,
                    ],
                    primaryKey: ["key_digest"],
                    checks: [
                        CheckDefinition("rate_limits_key_digest_check", "length(key_digest) = 32"),
                        CheckDefinition("rate_limits_tries_check", "tries >= 0"),
                    ])),
            .createIndex(IndexDefinition(on: "rate_limits", ["updated_at"])),
        ])
}
