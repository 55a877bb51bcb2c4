import Foundation
import MortiseSQL

/// Fills the engine's tables, far faster than accounts can be registered: nobody logs in to these.
enum SeedRows {
    private static let batch = 1_000

    private static let insertUser = Query("seed.user") { (id: Parameter<UUID>, digest: Parameter<[UInt8]>) in
        Insert(
            into: users,
            [
                users.id.set(to: id), users.emailDigest.set(to: digest), users.emailSealed.set(to: Sample.emailSealed),
                users.passwordHash.set(to: Sample.passwordHash), users.isActive.set(to: true),
                users.isVerified.set(to: true), users.createdAt.set(to: Sample.moment),
                users.updatedAt.set(to: Sample.moment), users.failedLoginAttempts.set(to: 0),
                users.securityEpoch.set(to: 1), users.version.set(to: 1),
            ])
    }

    private static let insertSession = Query("seed.session") {
        (id: Parameter<UUID>, user: Parameter<UUID>, digest: Parameter<[UInt8]>) in
        Insert(
            into: sessions,
            [
                sessions.id.set(to: id), sessions.userID.set(to: user), sessions.tokenDigest.set(to: digest),
                sessions.tokenKeyID.set(to: 1), sessions.securityEpoch.set(to: 1),
                sessions.createdAt.set(to: Sample.moment), sessions.lastSeenAt.set(to: Sample.moment),
                sessions.expiresAt.set(to: Sample.moment + .seconds(30 * 86_400)),
                sessions.idleTimeoutSeconds.set(to: 7 * 86_400), sessions.ip.set(to: Sample.address),
                sessions.userAgent.set(to: Sample.userAgent),
                sessions.authentications.set(to: Sample.authentications),
            ])
    }

    /// Inserts a user with a session for each key.
    static func insert(_ keys: SessionKeys, into database: any Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, start) in stride(from: 0, to: keys.count, by: batch).enumerated() {
                // As many at once as a pool has connections to spare.
                if number >= 4 { try await group.next() }
                let range = start..<min(start + batch, keys.count)
                group.addTask { try await insert(range, of: keys, into: database) }
            }
            try await group.waitForAll()
        }
    }

    private static func insert(_ range: Range<Int>, of keys: SessionKeys, into database: any Database) async throws {
        try await database.transaction { transaction in
            var random = WorkerRandom()
            for number in range {
                let user = random.makeID()
                try await transaction.execute(insertUser(user, keys[number]))
                try await transaction.execute(insertSession(random.makeID(), user, keys[number]))
            }
        }
    }
}
