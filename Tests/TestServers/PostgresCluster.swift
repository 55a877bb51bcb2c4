#if Postgres
import Foundation
import MortiseLocking

/// A PostgreSQL server of a test's own, to be stopped, started, promoted and misconfigured.
///
/// It listens on a socket in its folder, where its superuser needs no password, and on a port of 127.0.0.1 with SCRAM.
/// Folder and port stay the same across restarts. It never waits for the disk, so it survives its own end
/// and not the machine's; and it dies with the tests' process.
public final class PostgresCluster: Sendable {
    /// How a server is told to stop.
    public enum Stop: Sendable {
        /// As by `pg_ctl stop -m immediate`: at once and without a checkpoint, so that the next start recovers.
        case immediate
        /// As by `pg_ctl stop -m fast`: open transactions are rolled back, and a checkpoint is written.
        case fast

        var signal: Int32 {
            switch self {
            case .immediate: SIGQUIT
            case .fast: SIGINT
            }
        }
    }

    /// Whether a server can be run here, and why not.
    public static let isAvailable = ServerPrograms.postgres != nil && ServerPrograms.hasUser
    /// What is needed.
    public static let requirement = "needs the PostgreSQL server: run Scripts/install-dependencies test"

    /// Its folder, for other files that the server reads.
    public let folder: String
    /// Its port on 127.0.0.1, also in the name of its socket.
    public let port: Int
    private let settings: Locked<[String: String]>
    private let server = Locked<ChildProcess?>(nil)

    private init(folder: String, port: Int, settings: [String: String]) {
        self.folder = folder
        self.port = port
        self.settings = Locked(settings)
    }

    /// Runs `body` beside a new server.
    ///
    /// - Parameters:
    ///   - settings: Settings of `postgresql.conf`.
    ///   - prepare: Puts files into the server's folder before it starts, and gives more settings.
    public static func run<Result: Sendable>(
        _ settings: [String: String] = [:],
        prepare: (_ folder: String) async throws -> [String: String] = { _ in [:] },
        _ body: (PostgresCluster) async throws -> Result
    ) async throws -> Result {
        let folder = try ServerFolder.make()
        defer { ServerFolder.remove(folder) }
        try await PostgresTemplate.copy(to: "\(folder)/data", in: folder)
        let more = try await prepare(folder)
        return try await run(in: folder, settings.merging(more) { $1 }, body)
    }

    /// Runs `body` beside a streaming standby of this server.
    public func withStandby<Result: Sendable>(
        _ body: (PostgresCluster) async throws -> Result
    ) async throws -> Result {
        let folder = try ServerFolder.make()
        defer { ServerFolder.remove(folder) }
        let programs = ServerPrograms.postgres ?? ""
        try await ChildProcess.run(
            ServerPrograms.asServer([
                "\(programs)/pg_basebackup", "--host=\(self.folder)", "--port=\(port)",
                "--username=\(PostgresTemplate.user)", "--pgdata=\(folder)/data", "--write-recovery-conf",
                "--checkpoint=fast", "--no-sync",
            ]), in: folder)
        return try await Self.run(in: folder, settings.withLock { $0 }, body)
    }

    private static func run<Result: Sendable>(
        in folder: String, _ settings: [String: String], _ body: (PostgresCluster) async throws -> Result
    ) async throws -> Result {
        let cluster = try await firstStart(in: folder, settings)
        do {
            let result = try await body(cluster)
            await cluster.stop(.immediate)
            return result
        } catch {
            await cluster.stop(.immediate)
            throw error
        }
    }

    // Below 32768 the kernel hands out no ports for outgoing connections. Another process may still have this one: the
    // server itself finds out, so nobody can take the port between a check and its use.
    private static func firstStart(
        in folder: String, _ settings: [String: String]
    ) async throws -> PostgresCluster {
        for attempt in 1... {
            let cluster = PostgresCluster(folder: folder, port: .random(in: 20_000..<32_000), settings: settings)
            do {
                try await cluster.start()
                return cluster
            } catch let failure as ServerFailure {
                guard attempt < 20, failure.description.contains("Address already in use") else { throw failure }
            }
        }
        throw ServerFailure("no free port")
    }

    /// Starts it and waits until it takes connections.
    public func start() async throws {
        guard server.withLock({ $0 }) == nil else { throw ServerFailure("the server runs already") }
        let programs = ServerPrograms.postgres ?? ""
        let defaults = [
            "listen_addresses": "127.0.0.1", "max_connections": "100", "fsync": "off", "full_page_writes": "off",
            "log_timezone": "UTC", "max_wal_senders": "4",
        ]
        let all = defaults.merging(settings.withLock { $0 }) { $1 }.sorted { $0.key < $1.key }
        let command = ["\(programs)/postgres", "-D", "\(folder)/data", "-p", "\(port)", "-k", folder]
        unlink("\(folder)/log")
        let child = try await ChildProcess.start(
            ServerPrograms.asServer(command + all.flatMap { ["-c", "\($0.key)=\($0.value)"] }),
            output: "\(folder)/log")
        let deadline = ContinuousClock.now + .seconds(60)
        while !isReady(child.identifier) {
            guard child.isRunning, ContinuousClock.now < deadline else {
                child.send(SIGQUIT)
                _ = await child.end()
                throw ServerFailure("the server did not start: \(log)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        server.withLock { $0 = child }
    }

    /// Stops it and waits for its end; does nothing when it is stopped.
    public func stop(_ mode: Stop) async {
        let child = server.withLock { server in
            defer { server = nil }
            return server
        }
        guard let child else { return }
        child.send(mode.signal)
        _ = await child.end()
    }

    /// Changes settings of the next start.
    public func configure(_ changes: [String: String]) {
        settings.withLock { $0.merge(changes) { $1 } }
    }

    /// The last words of the server.
    public var log: String {
        let text = (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    // The server writes how it stands into line 8 of this file; pg_ctl reads it in the same way.
    private func isReady(_ identifier: pid_t) -> Bool {
        let file = "\(folder)/data/postmaster.pid"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > 7 && lines[0] == "\(identifier)" && lines[7].hasPrefix("ready")
    }
}
#endif
