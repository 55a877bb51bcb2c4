#if Postgres
import MortisePostgres
import MortiseSQL

extension PostgresCluster {
    /// The connection string over the socket, as the superuser.
    public func socketString(_ database: String = "postgres") -> String {
        "host=\(folder) port=\(port) user=\(PostgresTemplate.user) dbname=\(database)"
    }

    /// The connection string over TCP, as the superuser, without encryption unless it is changed.
    public func tcpString(_ database: String = "postgres") -> String {
        "host=127.0.0.1 port=\(port) user=\(PostgresTemplate.user) dbname=\(database) "
            + "password=\(PostgresTemplate.password)"
    }

    /// The superuser's password over TCP.
    public var password: String { PostgresTemplate.password }

    /// Runs SQL as the superuser, a statement at a time.
    public func administer(_ statements: String..., in database: String = "postgres") async throws {
        try await administer(statements, in: database)
    }

    /// Runs SQL as the superuser, a statement at a time.
    public func administer(_ statements: [String], in database: String = "postgres") async throws {
        try await asAdministrator(database) { connection in
            for text in statements {
                _ = try await connection.execute(Statement(once: "administer", Raw(.sql(text))))
            }
        }
    }

    /// The number that a query gives.
    public func number(_ query: String, in database: String = "postgres") async throws -> Int64 {
        try await asAdministrator(database) { connection in
            let raw = Raw(SQLFragment.sql(query), returning: Projection(Expression<Int64>(unsafeRaw: .sql(query))))
            return try await connection.first(Statement(once: "number", raw)) ?? 0
        }
    }

    /// The connections that others than the administrator have to a database.
    public func connections(to database: String = "postgres") async throws -> Int64 {
        try await number(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)' AND backend_type = 'client backend'
                AND application_name <> 'administrator'
            """)
    }

    /// Ends the connections that others than the administrator have to a database.
    public func terminateConnections(to database: String = "postgres") async throws {
        _ = try await number(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(database)'
                AND application_name <> 'administrator' AND backend_type = 'client backend'
            """)
    }

    /// Makes a standby the primary, and waits until it is.
    public func promote() async throws {
        _ = try await number("SELECT pg_promote()::int::bigint")
    }

    private func asAdministrator<Result: Sendable>(
        _ database: String, _ body: (PostgresDatabase) async throws -> Result
    ) async throws -> Result {
        var configuration = PostgresConfiguration(socketString(database) + " application_name=administrator")
        configuration.poolSize = 1
        configuration.statementTimeout = .seconds(60)
        let connection = try await PostgresDatabase.open(configuration)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}
#endif
