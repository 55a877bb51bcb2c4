import MortiseSQL

/// What the engine shows of an account, its personal data still sealed: a row of users without what only proves or finds
/// the account, so that a lookup of a session carries no password hash about.
struct UserProfile: Sendable {
    let id: UserID
    let emailSealed: [UInt8]
    let hasPassword: Bool
    let isActive: Bool
    let isVerified: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let lastLoginAt: Instant?
    let displayNameSealed: [UInt8]?
    let securityEpoch: Int64
    let version: Int64
    let deletedAt: Instant?

    /// Whether the account takes part in anything.
    var isUsable: Bool { isActive && deletedAt == nil }

    /// The account with its personal data opened.
    ///
    /// - Throws: ``DatabaseError`` with code `.decoding` when it does not open.
    func opened(with vault: Vault) throws(DatabaseError) -> User {
        let address = try vault.open(emailSealed, from: .email(of: id))
        guard let email = try? EmailAddress(address) else {
            throw DatabaseError(.decoding, "users:email_sealed:\(id) holds no address")
        }
        var displayName: String?
        if let displayNameSealed { displayName = try vault.open(displayNameSealed, from: .displayName(of: id)) }
        return User(
            id: id, email: email, displayName: displayName, isActive: isActive, isVerified: isVerified,
            hasPassword: hasPassword, createdAt: createdAt, updatedAt: updatedAt, lastLoginAt: lastLoginAt,
            deletedAt: deletedAt, version: Int(version))
    }
}
