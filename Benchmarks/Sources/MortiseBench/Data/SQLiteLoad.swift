import Crypto
import Foundation
import GRDB

import struct MortiseSQL.Instant

/// Fills the engine's tables in a SQLite file, far faster than accounts can be registered: nobody logs in to these.
///
/// The tables' indexes are built at the end, from sorted data.
enum SQLiteLoad {
    private static let batch = 100_000

    /// Inserts so many users with a session each. Nobody else may have the file open.
    static func run(_ path: String, rows: Int, progress: (_ loaded: Int) -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            // The file is thrown away after a crash.
            try database.execute(
                sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
            database.add(function: id)
            database.add(function: digest)
            let indexes = try Row.fetchAll(
                database,
                sql: """
                    SELECT name, sql FROM sqlite_schema
                    WHERE type = 'index' AND tbl_name IN ('users', 'sessions') AND sql IS NOT NULL
                    """)
            for index in indexes { try database.execute(sql: "DROP INDEX \"\(index["name"] as String)\"") }
            for start in stride(from: 0, to: rows, by: batch) {
                let end = min(start + batch, rows)
                try database.inTransaction {
                    try insert(start..<end, into: database)
                    return .commit
                }
                progress(end)
            }
            Progress.say("SQLite: building indexes")
            for index in indexes { try database.execute(sql: index["sql"]) }
            try database.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try queue.close()
    }

    private static func insert(_ range: Range<Int>, into database: Database) throws {
        let numbers = "WITH RECURSIVE number(n) AS (SELECT :start UNION ALL SELECT n + 1 FROM number WHERE n < :last)"
        let arguments: StatementArguments = ["start": range.lowerBound, "last": range.upperBound - 1]
        let moment = String(Sample.moment.microseconds)
        let end = String(Sample.moment.microseconds + 30 * 86_400 * 1_000_000)
        for sql in [
            SeedStatements.users(moment: moment, source: "FROM number"),
            SeedStatements.sessions(moment: moment, end: end, source: "FROM number"),
        ] {
            try database.execute(sql: "\(numbers) \(sql)", arguments: arguments)
        }
    }

    /// `seed_id(kind, n)`: a UUIDv7 whose order is that of the numbers.
    private static let id = DatabaseFunction("seed_id", argumentCount: 2, pure: true) { values in
        guard let kind = String.fromDatabaseValue(values[0]), let number = Int64.fromDatabaseValue(values[1]) else {
            return nil
        }
        var bytes = Array(SHA256.hash(data: Data("\(kind)\(number)".utf8)).prefix(16))
        let milliseconds = UInt64(Sample.moment.microseconds / 1_000 + number)
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * index)) }
        bytes[6] = 0x70 | bytes[6] & 0x0F
        bytes[8] = 0x80 | bytes[8] & 0x3F
        return Data(bytes)
    }

    /// `seed_digest(n)`: the key of session n.
    private static let digest = DatabaseFunction("seed_digest", argumentCount: 1, pure: true) { values in
        Int.fromDatabaseValue(values[0]).map { Data(SessionKeys.digest(of: $0)) }
    }
}
