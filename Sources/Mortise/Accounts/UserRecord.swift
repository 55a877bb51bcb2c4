import MortiseSQL

/// A row of accounts, its personal data still sealed.
struct UserRecord: Sendable {
    let id: UserID
    let emailDigest: [UInt8]
    let emailSealed: [UInt8]
    let passwordHash: String?
    let isActive: Bool
    let isVerified: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let lastLoginAt: Instant?
    let displayNameSealed: [UInt8]?
    let securityEpoch: Int64
    let version: Int64
    let deletedAt: Instant?
    /// Until when it is locked. Read with the account itself only, not beside a session or a token.
    var lockedUntil: Instant?

    /// Whether the account takes part in anything.
    var isUsable: Bool { profile.isUsable }

    /// Whether too many failures have locked it.
    func isLocked(at now: Instant) -> Bool { lockedUntil.map { now < $0 } ?? false }

    static let projection = Projection(
        users.id, users.emailDigest, users.emailSealed, users.passwordHash, users.isActive, users.isVerified,
        users.createdAt, users.updatedAt, users.lastLoginAt, users.displayNameSealed, users.securityEpoch,
        users.version, users.deletedAt, users.lockedUntil,
        as: {
            UserRecord(
                id: $0, emailDigest: $1, emailSealed: $2, passwordHash: $3, isActive: $4, isVerified: $5,
                createdAt: $6, updatedAt: $7, lastLoginAt: $8, displayNameSealed: $9, securityEpoch: $10,
                version: $11, deletedAt: $12, lockedUntil: $13)
        })

    /// What the engine shows of it.
    var profile: UserProfile {
        UserProfile(
            id: id, emailSealed: emailSealed, hasPassword: passwordHash != nil, isActive: isActive,
            isVerified: isVerified, createdAt: createdAt, updatedAt: updatedAt, lastLoginAt: lastLoginAt,
            displayNameSealed: displayNameSealed, securityEpoch: securityEpoch, version: version,
            deletedAt: deletedAt)
    }

    /// The account with its personal data opened.
    ///
    /// - Throws: ``DatabaseError`` with code `.decoding` when it does not open.
    func opened(with vault: Vault) throws(DatabaseError) -> User { try profile.opened(with: vault) }
}

extension SealedPlace {
    static func email(of user: UserID) -> SealedPlace { SealedPlace("users", "email_sealed", user) }
    static func displayName(of user: UserID) -> SealedPlace { SealedPlace("users", "display_name_sealed", user) }
}
