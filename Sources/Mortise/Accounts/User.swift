public import MortiseSQL

/// An account.
public struct User: Sendable, Hashable {
    /// Its identifier.
    public let id: UserID
    /// Its address.
    public let email: EmailAddress
    /// The name it goes by, if it has chosen one.
    public let displayName: String?
    /// Whether it may log in.
    public let isActive: Bool
    /// Whether its owner has shown to read mail at its address.
    public let isVerified: Bool
    /// Whether it has a password.
    public let hasPassword: Bool
    /// When it was registered.
    public let createdAt: Instant
    /// When it last changed; a login is no change.
    public let updatedAt: Instant
    /// When it last logged in.
    public let lastLoginAt: Instant?
    /// When it was deleted; a deleted account can be restored until it is purged.
    public let deletedAt: Instant?
    /// Counts its changes, from 1: what an update must name to be sure that it changes what it has read.
    public let version: Int
}
