import FoundationEssentials
import MortiseSQL
#if Postgres
import MortisePostgres
#endif

/// The server that tests make their databases on.
enum PostgresServer {
    static var connectionString: String? {
        #if Postgres
        ProcessInfo.processInfo.environment[TestBackend.postgresVariable]
        #else
        nil
        #endif
    }

    #if Postgres
    /// Runs `body` with the connection string of a new database, which is dropped afterwards, whoever is still on it.
    static func withDatabase<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result {
        guard let server = connectionString else {
            throw DatabaseError(.unavailable, "\(TestBackend.postgresVariable) is not set")
        }
        let name = "mortise_test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        try await administer(server, .sql("CREATE DATABASE ") + .name(name))
        do {
            let result = try await body(try replacingDatabase(of: server, by: name))
            try await administer(server, .sql("DROP DATABASE ") + .name(name) + .sql(" WITH (FORCE)"))
            return result
        } catch {
            try await administer(server, .sql("DROP DATABASE ") + .name(name) + .sql(" WITH (FORCE)"))
            throw error
        }
    }

    private static func administer(_ server: String, _ statement: SQLFragment) async throws {
        var configuration = PostgresConfiguration(server)
        configuration.poolSize = 1
        configuration.statementTimeout = .seconds(60)
        let database = try await PostgresDatabase.open(configuration)
        defer { Task { await database.close() } }
        try await database.execute(Statement(once: "test.administer", Raw(statement)))
    }

    private static func replacingDatabase(of url: String, by name: String) throws -> String {
        guard var components = URLComponents(string: url) else {
            throw DatabaseError(.invalidValue, "\(TestBackend.postgresVariable) is no URL")
        }
        components.path = "/\(name)"
        return components.string ?? url
    }
    #endif
}
