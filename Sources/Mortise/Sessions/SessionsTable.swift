import MortiseSQL

/// The table of sessions.
struct Sessions: Table {
    static let name = "sessions"

    let id = column("id", SessionID.self)
    let userID = column("user_id", UserID.self)
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

let sessions = Sessions()
