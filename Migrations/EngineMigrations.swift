public import MortiseSQL

/// The engine's own schema, a numbered file a migration. Never edit one that has shipped: add another.
public enum EngineMigrations {
    /// All of them, in order.
    public static let all = MigrationSet(
        "mortise", [keys, users, sessions, auditLog, oneTimeTokens, rateLimits, emailOutbox, eventOutbox])
}
