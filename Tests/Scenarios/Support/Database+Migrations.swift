#if CLI
import MortiseSQL
import MortiseTesting

extension TestStorage {
    /// Opens the database for `body` and closes it.
    func withDatabase<Result: Sendable>(_ body: (any Database) async throws -> Result) async throws -> Result {
        let database = try await source.open()
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

extension Database {
    /// The numbers of the finished migrations on record.
    func recordedMigrations() async throws -> [Int64] {
        try await numbers("SELECT number FROM mortise_migrations WHERE finished_at IS NOT NULL ORDER BY number")
    }

    /// The numbers of all migrations that were ever applied, sorted.
    func recordedAscents() async throws -> [Int64] {
        try await numbers("SELECT number FROM mortise_migration_history WHERE action = 'up' ORDER BY number")
    }

    /// The numbers of all migrations that were ever undone, sorted.
    func recordedDescents() async throws -> [Int64] {
        try await numbers("SELECT number FROM mortise_migration_history WHERE action = 'down' ORDER BY number")
    }

    private func numbers(_ sql: StaticString) async throws -> [Int64] {
        let number = Projection(Expression<Int64>(unsafeRaw: SQLFragment(unsafeRaw: "number"))) { $0 }
        return try await all(Statement(once: "test.numbers", Raw(SQLFragment(unsafeRaw: sql), returning: number)))
    }
}
#endif
