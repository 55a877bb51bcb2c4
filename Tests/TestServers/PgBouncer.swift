#if Postgres
import Foundation

/// PgBouncer before a cluster, in transaction mode, on a socket of its own.
public struct PgBouncer: Sendable {
    /// Whether it can be run here.
    public static let isAvailable = ServerPrograms.bouncer != nil && PostgresCluster.isAvailable
    /// What is needed.
    public static let requirement = "needs PgBouncer: run Scripts/install-dependencies test"

    private let folder: String

    /// Runs `body` with a PgBouncer before a cluster.
    ///
    /// - Parameter poolSize: The most connections it has to each database.
    public static func run<Result: Sendable>(
        before cluster: PostgresCluster, poolSize: Int = 4, _ body: (PgBouncer) async throws -> Result
    ) async throws -> Result {
        let folder = try ServerFolder.make()
        defer { ServerFolder.remove(folder) }
        try ServerFolder.write("\"\(PostgresTemplate.user)\" \"\"\n", to: "\(folder)/users")
        let settings = """
            [databases]
            * = host=\(cluster.folder) port=\(cluster.port)
            [pgbouncer]
            listen_addr =
            unix_socket_dir = \(folder)
            auth_type = trust
            auth_file = \(folder)/users
            pool_mode = transaction
            default_pool_size = \(poolSize)
            max_client_conn = 200
            server_login_retry = 0.1

            """
        try ServerFolder.write(settings, to: "\(folder)/settings.ini")
        let bouncer = try await ChildProcess.start(
            ServerPrograms.asServer(
                [ServerPrograms.bouncer ?? "pgbouncer", "\(folder)/settings.ini"], dyingWith: "TERM"),
            output: "\(folder)/log")
        do {
            let deadline = ContinuousClock.now + .seconds(20)
            // The socket's file is there a moment before it takes connections.
            while !Socket.accepts(path: "\(folder)/.s.PGSQL.6432") {
                guard bouncer.isRunning, ContinuousClock.now < deadline else {
                    let log = (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? ""
                    throw ServerFailure("PgBouncer did not start: \(log)")
                }
                try await Task.sleep(for: .milliseconds(10))
            }
            let result = try await body(PgBouncer(folder: folder))
            bouncer.send(SIGTERM)
            _ = await bouncer.end()
            return result
        } catch {
            bouncer.send(SIGTERM)
            _ = await bouncer.end()
            throw error
        }
    }

    /// The connection string.
    public func connectionString(_ database: String = "postgres") -> String {
        "host=\(folder) port=6432 user=\(PostgresTemplate.user) dbname=\(database)"
    }
}
#endif
