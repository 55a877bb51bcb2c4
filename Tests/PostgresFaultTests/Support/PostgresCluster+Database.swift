#if Postgres
import MortisePostgres
import MortiseSQL
import TestServers
import Testing

extension PostgresCluster {
    /// Makes the table of ``Entries``, unless the connection string leads elsewhere, and opens a pool.
    func withDatabase<Result: Sendable>(
        _ connectionString: String? = nil, _ configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresDatabase) async throws -> Result
    ) async throws -> Result {
        var configuration = PostgresConfiguration(connectionString ?? socketString())
        configure(&configuration)
        let database = try await PostgresDatabase.open(configuration)
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }

    /// The server has no more connections than the pool may open, and none once it is closed.
    func expectNoMoreConnections(than limit: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await eventually { try await connections() <= limit }, sourceLocation: sourceLocation)
    }
}
#endif
