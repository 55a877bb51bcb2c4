#if HTTP
import Logging
import Mortise
import ServiceLifecycle

@testable import MortiseHTTP

/// A server on a port of its own.
struct RunningServer: Sendable {
    let port: Int
    private let group: ServiceGroup

    /// Begins a graceful shutdown.
    func shutDown() async {
        await group.triggerGracefulShutdown()
    }

    /// Runs `body` beside a server, and shuts the server down afterwards.
    static func run<Result: Sendable>(
        _ engine: AuthEngine, _ configuration: HTTPConfiguration,
        _ body: @Sendable (RunningServer) async throws -> Result
    ) async throws -> Result {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = AuthServer(engine: engine, configuration: configuration, port: 0) {
            continuation.yield($0)
        }
        var logger = Logger(label: "test")
        logger.logLevel = .warning
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            guard let port = await ports.first(where: { _ in true }) else { throw CancellationError() }
            do {
                let result = try await body(RunningServer(port: port, group: group))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return result
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }
}
#endif
