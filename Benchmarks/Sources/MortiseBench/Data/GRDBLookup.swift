import Foundation
import GRDB
import struct MortiseSQL.IPText
import struct MortiseSQL.Instant

/// The lookup through GRDB's pool as it comes, but for a page cache as large as everyone's here.
struct GRDBLookup: Sendable {
    private let pool: DatabasePool
    private let sql: String

    init(path: String, sql: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        self.sql = sql
    }

    /// Looks a session up that must be there.
    func run(_ digest: [UInt8]) async throws {
        let row = try await pool.read { [sql] database in
            let statement = try database.cachedStatement(sql: sql)
            return try SessionLookup.Row.fetchOne(statement, arguments: [Data(digest)])
        }
        guard row != nil else { throw ReferenceFailure(reason: "GRDB found no row") }
    }
}

// Columns by their number, GRDB's fastest way.
extension SessionLookup.Row: FetchableRecord {
    init(row: GRDB.Row) {
        self.init(
            id: row[0], userID: row[1], securityEpoch: row[2], createdAt: Instant(microseconds: row[3]),
            lastSeenAt: Instant(microseconds: row[4]), expiresAt: Instant(microseconds: row[5]),
            idleTimeoutSeconds: row[6], ip: (row[7] as String?).map(IPText.init), userAgent: row[8],
            user: SessionLookup.User(row: row))
    }
}

extension SessionLookup.User {
    fileprivate init(row: GRDB.Row) {
        self.init(
            emailSealed: Self.bytes(row[9]) ?? [], hasPassword: row[10], isActive: row[11], isVerified: row[12],
            createdAt: Instant(microseconds: row[13]), updatedAt: Instant(microseconds: row[14]),
            lastLoginAt: Self.moment(row[15]), displayNameSealed: Self.bytes(row[16]), securityEpoch: row[17],
            version: row[18], deletedAt: Self.moment(row[19]))
    }

    private static func bytes(_ value: Data?) -> [UInt8]? { value.map(Array.init) }

    private static func moment(_ value: Int64?) -> Instant? { value.map(Instant.init(microseconds:)) }
}
