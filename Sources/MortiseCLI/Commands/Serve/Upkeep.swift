#if CLI
import Mortise
import ServiceLifecycle

/// The engine's work in the background, as a service beside the server: sends mail and removes what is over.
struct Upkeep: Service {
    let engine: AuthEngine

    /// Works until graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown { [engine] in await engine.run() }
    }
}
#endif
