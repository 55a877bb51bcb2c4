/// The names of the engine's metrics: contracts for dashboards. Those of the storage are its own.
enum MetricName {
    static let logins = "mortise_login_total"
    static let passwordResets = "mortise_password_reset_total"
    static let emailVerifications = "mortise_email_verification_total"
    static let hashSeconds = "mortise_hash_seconds"
    static let hashQueueDepth = "mortise_hash_queue_depth"
    static let hashRejected = "mortise_hash_rejected_total"
    static let rateLimits = "mortise_rate_limit_total"
    static let auditEvents = "mortise_audit_events_total"
    static let outboxDepth = "mortise_outbox_depth"
    static let outboxOldest = "mortise_outbox_oldest_seconds"
    static let outboxAttempts = "mortise_outbox_attempts_total"
    static let eventsDepth = "mortise_event_outbox_depth"
    static let eventsOldest = "mortise_event_outbox_oldest_seconds"
    static let eventsAttempts = "mortise_event_outbox_attempts_total"
    static let migrationsPending = "mortise_migrations_pending"
    static let buildInfo = "mortise_build_info"
}
