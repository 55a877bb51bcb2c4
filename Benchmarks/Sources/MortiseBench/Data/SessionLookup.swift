import Foundation
import MortiseSQL

/// The engine's hottest statement, a session with its user by the digest of its token, written with the public builder:
/// the engine's own is its private matter. That they are the same is checked before anything is measured.
enum SessionLookup {
    static let byToken = Query("sessions.by_token", isLookup: true) { (digest: Parameter<[UInt8]>) in
        Select(row, from: sessions).join(users, on: users.id == sessions.userID)
            .where(sessions.tokenDigest == digest)
    }

    struct Row: Sendable {
        let id: UUID
        let userID: UUID
        let securityEpoch: Int64
        let createdAt: Instant
        let lastSeenAt: Instant
        let expiresAt: Instant
        let idleTimeoutSeconds: Int64
        let ip: IPText?
        let userAgent: String?
        let user: User
    }

    struct User: Sendable {
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
    }

    private static let row = Projection(
        sessions.id, sessions.userID, sessions.securityEpoch, sessions.createdAt, sessions.lastSeenAt,
        sessions.expiresAt, sessions.idleTimeoutSeconds, sessions.ip, sessions.userAgent,
        users.emailSealed, Expression(users.passwordHash.isNotNull), users.isActive, users.isVerified,
        users.createdAt, users.updatedAt, users.lastLoginAt, users.displayNameSealed, users.securityEpoch,
        users.version, users.deletedAt,
        as: {
            Row(
                id: $0, userID: $1, securityEpoch: $2, createdAt: $3, lastSeenAt: $4, expiresAt: $5,
                idleTimeoutSeconds: $6, ip: $7, userAgent: $8,
                user: User(
                    emailSealed: $9, hasPassword: $10, isActive: $11, isVerified: $12, createdAt: $13,
                    updatedAt: $14, lastLoginAt: $15, displayNameSealed: $16, securityEpoch: $17, version: $18,
                    deletedAt: $19))
        })
}

extension SessionLookup {
    /// Looks a session up that must be there.
    static func run(_ digest: [UInt8], on database: any Database) async throws(DatabaseError) {
        guard try await database.first(byToken(digest)) != nil else {
            throw DatabaseError(.other, "the lookup found no row")
        }
    }
}
