import Foundation
import Mortise
import MortisePostgres
import MortiseSQL
import MortiseTesting

/// The engine's schema with many users in a PostgreSQL database of the benchmark's own.
struct PostgresStage {
    let url: String
    let folder: String
    let database: any Database
    /// The database's own.
    let executor: any TaskExecutor
    let keys: SessionKeys

    static var isAvailable: Bool { TestBackend.available.contains(.postgres) }

    static func with(rows: Int, _ perform: (PostgresStage) async throws -> Void) async throws {
        try await TestBackend.postgres.withStorage { storage in
            guard let url = storage.url else { throw ReferenceFailure(reason: "the database has no URL") }
            let database = try await PostgresDatabase.open(PostgresConfiguration(url))
            let keys = SessionKeys(sessions: rows)
            do {
                try await AuthEngine.migrator(database).up()
                try PostgresLoad.run(url, rows: rows, progress: Progress.loading("Postgres", rows: rows))
                try await perform(
                    PostgresStage(
                        url: url, folder: storage.folder.path, database: database, executor: database.executor,
                        keys: keys))
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    var sessions: StoredSessions { StoredSessions(database: database, keys: keys) }
}
