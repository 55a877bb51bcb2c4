#if CLI
import CoreMetrics
import Logging
import Mortise
import ServiceLifecycle

/// Keeps the gauges that tell of the server as a whole: which version it is, and whether its database is as new.
struct ServerGauges: Service {
    private static let interval = Duration.seconds(60)

    let engine: AuthEngine
    let logger: Logger

    /// Looks once a minute until graceful shutdown.
    func run() async {
        Meter(label: "mortise_build_info", dimensions: [("version", AuthEngine.version)]).set(1)
        let pending = Meter(label: "mortise_migrations_pending")
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    pending.set(try await engine.pendingMigrations())
                } catch {
                    // The gauge keeps what was last known; that the database is away, other metrics tell.
                    logger.debug("pending migrations could not be counted", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
#endif
