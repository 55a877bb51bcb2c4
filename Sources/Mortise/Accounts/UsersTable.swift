import MortiseSQL

/// The table of accounts.
struct Users: Table {
    static let name = "users"

    let id = column("id", UserID.self)
    let emailDigest = column("email_digest", [UInt8].self)
    let emailSealed = column("email_sealed", [UInt8].self)
    let passwordHash = column("password_hash", String?.self)
    let isActive = column("is_active", Bool.self)
    let isVerified = column("is_verified", Bool.self)
    let createdAt = column("created_at", Instant.self)
    let updatedAt = column("updated_at", Instant.self)
    let lastLoginAt = column("last_login_at", Instant?.self)
    let failedLoginAttempts = column("failed_login_attempts", Int64.self)
    let lastFailedLoginAt = column("last_failed_login_at", Instant?.self)
    let lockedUntil = column("locked_until", Instant?.self)
    let displayNameSealed = column("display_name_sealed", [UInt8]?.self)
    let securityEpoch = column("security_epoch", Int64.self)
    let version = column("version", Int64.self)
    let deletedAt = column("deleted_at", Instant?.self)
}

let users = Users()
