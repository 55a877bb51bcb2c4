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

    static func with(rows: Int, _ perform: (PostgresStage) async -> Void) async throws {
        try await TestBackend.postgres.withStorage { storage in
            guard let url = storage.url else { throw ReferenceFailure(reason: "the database has no URL") }
            let database = try await PostgresDatabase.open(PostgresConfiguration(url))
            let keys = SessionKeys(count: rows)
            do {
                try await AuthEngine.migrator(database).up()
                try await SeedRows.insert(keys, into: database)
                try await database.execute(
                    Statement(once: "seed.vacuum", Raw(SQLFragment(unsafeRaw: "VACUUM (ANALYZE)"))))
            } catch {
                await database.close()
                throw error
            }
            await perform(
                PostgresStage(
                    url: url, folder: storage.folder.path, database: database,
                    executor: database.executor, keys: keys))
            await database.close()
        }
    }
}
