#if Postgres
import Foundation
import MortiseLocking

/// A TCP proxy before a cluster that breaks connections at a chosen message of PostgreSQL's protocol.
///
/// It understands unencrypted connections alone.
public final class WireProxy: Sendable {
    /// Where a connection is cut: around the execution of the next statement that begins with a text.
    public enum Cut: Sendable {
        /// Before the server learns that it shall be executed.
        case before(String)
        /// After the server has executed it and ended its transaction, before the answer reaches the client.
        case after(String)
    }

    struct State {
        var cut: Cut?
        var isBlackHole = false
        var cuts = 0
        var connections: [ObjectIdentifier: ProxiedConnection] = [:]
    }

    /// The port on 127.0.0.1 that it listens on.
    public let port: Int
    private let listener: Int32
    private let upstream: String
    private let state = Locked(State())

    /// Runs `body` with a proxy before a cluster.
    public static func run<Result: Sendable>(
        before cluster: PostgresCluster, _ body: (WireProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = try WireProxy(upstream: "\(cluster.folder)/.s.PGSQL.\(cluster.port)")
        defer { proxy.close() }
        return try await body(proxy)
    }

    private init(upstream: String) throws {
        guard let (listener, port) = Socket.listen() else { throw ServerFailure("the proxy cannot listen") }
        self.upstream = upstream
        self.listener = listener
        self.port = port
        Thread.detachNewThread { [self] in
            while let client = Socket.accept(listener) { take(client) }
            Glibc.close(listener)
        }
    }

    /// The connection string, as the superuser.
    public func connectionString(_ database: String = "postgres") -> String {
        "host=127.0.0.1 port=\(port) user=\(PostgresTemplate.user) dbname=\(database) sslmode=disable "
            + "gssencmode=disable"
    }

    /// Cuts the next connection that comes to this point. Once.
    public func cutNext(_ cut: Cut) { state.withLock { $0.cut = cut } }

    /// How often it has cut.
    public var cuts: Int { state.withLock { $0.cuts } }

    /// Swallows everything in both directions from now on, and keeps all connections open; new ones too.
    public func becomeBlackHole() {
        state.withLock { state in
            state.isBlackHole = true
            for connection in state.connections.values { connection.swallowAll() }
        }
    }

    /// Lets new connections through again. Those that lost something stay silent.
    public func heal() { state.withLock { $0.isBlackHole = false } }

    /// Whether the statement is where the connection shall be cut; asked once for each execution.
    func takeCut(at text: String) -> Cut? {
        state.withLock { state in
            switch state.cut {
            case .before(let start)? where text.hasPrefix(start), .after(let start)? where text.hasPrefix(start):
                defer { state.cut = nil }
                state.cuts += 1
                return state.cut
            default: return nil
            }
        }
    }

    func forget(_ connection: ProxiedConnection) {
        state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
    }

    private func take(_ client: Int32) {
        let connection = ProxiedConnection(client: client, proxy: self)
        let isBlackHole = state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            return state.isBlackHole
        }
        if isBlackHole { connection.swallowAll() }
        connection.run(upstream: upstream)
    }

    private func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in state.withLock({ Array($0.connections.values) }) { connection.end() }
    }
}
#endif
