import Mortise
import MortiseSQL
import MortiseSQLite
import MortiseTesting

/// A database with the engine's schema and so many users with a session each.
struct StoredSessions {
    let database: any Database
    let keys: SessionKeys

    /// In a SQLite file, on which nothing else happens.
    static func withSQLite(_ sessions: Int, _ perform: (StoredSessions) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/bench.db"
        try await withDatabase(path) { try await AuthEngine.migrator($0).up() }
        try SQLiteLoad.run(path, rows: sessions, progress: Progress.loading("SQLite", rows: sessions))
        let keys = SessionKeys(sessions: sessions)
        try await withDatabase(path) { try await perform(StoredSessions(database: $0, keys: keys)) }
    }

    private static func withDatabase(_ path: String, _ body: (SQLiteDatabase) async throws -> Void) async throws {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
