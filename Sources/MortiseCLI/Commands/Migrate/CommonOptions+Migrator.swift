#if CLI
import Glibc
import Mortise
import MortiseSQL

extension CommonOptions {
    /// Runs `body` with the runner of the migrations.
    ///
    /// - Parameter writes: Whether a missing SQLite file is made. Otherwise it is looked at as an empty database.
    /// - Throws: ``ConfigurationError``, ``CommandFailure``, `DatabaseError`, and what `body` throws.
    func withMigrator<Result: Sendable>(
        writes: Bool, _ body: (Migrator) async throws -> Result
    ) async throws -> Result {
        let configuration = try configuration()
        var location = configuration.database
        if case .sqliteFile(let path) = location, !writes, access(path, F_OK) != 0, errno == ENOENT {
            location = .sqliteMemory
        }
        if configuration.isDefaultDatabase && writes { try DataFolder.make(configuration.dataDirectory) }
        let source = location.source(writes ? .make : .use, preparesStatements: configuration.preparesStatements)
        let database = try await source.open()
        do {
            let result = try await body(AuthEngine.migrator(database))
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}
#endif
