import Foundation
import MortiseSQL

/// The engine's table of accounts.
struct Users: Table {
    static let name = "users"

    let id = column("id", UUID.self)
    let emailDigest = column("email_digest", [UInt8].self)
    let emailSealed = column("email_sealed", [UInt8].self)
    let passwordHash = column("password_hash", String?.self)
    let isActive = column("is_active", Bool.self)
    let isVerified = column("is_verified", Bool.self)
    let createdAt = column("created_at", Instant.self)
    let updatedAt = column("updated_at", Instant.self)
    let lastLoginAt = column("last_login_at", Instant?.self)
    let failedLoginAttempts = column("failed_login_attempts", Int64.self)
    let displayNameSealed = column("display_name_sealed", [UInt8]?.self)
    let securityEpoch = column("security_epoch", Int64.self)
    let version = column("version", Int64.self)
    let deletedAt = column("deleted_at", Instant?.self)
}

/// The engine's table of sessions.
struct Sessions: Table {
    static let name = "sessions"

    let id = column("id", UUID.self)
    let userID = column("user_id", UUID.self)
    let tokenDigest = column("token_digest", [UInt8].self)
    let tokenKeyID = column("token_key_id", Int64.self)
    let securityEpoch = column("security_epoch", Int64.self)
    let createdAt = column("created_at", Instant.self)
    let lastSeenAt = column("last_seen_at", Instant.self)
    let expiresAt = column("expires_at", Instant.self)
    let idleTimeoutSeconds = column("idle_timeout_seconds", Int64.self)
    let ip = column("ip", IPText?.self)
    let userAgent = column("user_agent", String?.self)
    let authentications = column("authentications", JSONText.self)
}

/// The engine's audit log.
struct AuditLog: Table {
    static let name = "user_audit_log"

    let id = column("id", UUID.self)
    let userID = column("user_id", UUID?.self)
    let actor = column("actor", String.self)
    let action = column("action", String.self)
    let details = column("details", JSONText.self)
    let ip = column("ip_address", IPText?.self)
    let userAgent = column("user_agent", String?.self)
    let requestID = column("request_id", String.self)
    let createdAt = column("created_at", Instant.self)
}

let users = Users()
let sessions = Sessions()
let auditLog = AuditLog()
