#if Postgres
import MortiseLocking
import CLibPQ
import MortiseSQL

/// Opens connections, each on a short-lived thread: looking up a host's name blocks, and only libpq's blocking call tries
/// the next host when one stays silent.
struct Dialer: Sendable {
    /// PostgreSQL 13.0
    private static let oldestVersion: Int32 = 130_000

    let configuration: PostgresConfiguration
    let executor: LoopExecutor

    /// Opens a connection.
    ///
    /// - Throws: ``DatabaseError`` with code `.unavailable`, `.authenticationFailed`, `.unsupported`, `.misuse` or `.closed`.
    func dial(_ settings: WireSettings, on loop: EventLoop) async throws(DatabaseError) -> ServerConnection {
        let options = try ConnectionOptions(configuration)
        let outcome: Result<ServerConnection, DatabaseError> = await withHandover { continuation in
            let isStarted = DetachedThread.start {
                let outcome: Result<ServerConnection, DatabaseError>
                do throws(DatabaseError) {
                    outcome = .success(try connect(options, settings, loop))
                } catch {
                    outcome = .failure(error)
                }
                continuation.resume(returning: outcome)
            }
            if !isStarted {
                continuation.resume(returning: .failure(.init(.unavailable, "the system has no more threads")))
            }
        }
        return try outcome.get()
    }

    private func connect(
        _ options: ConnectionOptions, _ settings: WireSettings, _ loop: EventLoop
    ) throws(DatabaseError) -> ServerConnection {
        guard let handle = options.connect() else { throw DatabaseError(.unavailable, "out of memory") }
        guard PQstatus(handle.pointer) == CONNECTION_OK else { throw ConnectionRefusal.error(handle) }
        try Self.requireSupport(handle)
        // By default libpq writes the server's notices to standard error.
        PQsetNoticeProcessor(handle.pointer, { _, _ in }, nil)
        guard PQsetnonblocking(handle.pointer, 1) == 0, PQenterPipelineMode(handle.pointer) == 1 else {
            throw DatabaseError(.unavailable, "libpq refused the pipeline mode")
        }
        return try ServerConnection(handle, on: loop, of: executor, settings: settings)
    }

    private static func requireSupport(_ handle: borrowing ConnectionHandle) throws(DatabaseError) {
        let version = PQserverVersion(handle.pointer)
        guard version >= oldestVersion else {
            throw DatabaseError(.unsupported, "PostgreSQL 13 or newer is needed, this is \(version / 10_000)")
        }
        let encoding = PQparameterStatus(handle.pointer, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else {
            throw DatabaseError(.unsupported, "the database's encoding must be UTF8, it is \(encoding)")
        }
    }
}
#endif
