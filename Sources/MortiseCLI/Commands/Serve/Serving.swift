#if CLI
import Logging
import Mortise
import MortiseHTTP
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The server in its process: from the free port to the last answer.
struct Serving: Sendable {
    // Longer than the deadline of a request, so that each can end by itself.
    private static let gracePeriod: Duration = .seconds(15)

    let configuration: Configuration
    let preparation: Configuration.Preparation
    /// Where metrics are gathered, if anybody may read them.
    let metrics: PrometheusMetrics?
    let logger: Logger
    let asJSON: Bool

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Throws: ``CommandFailure`` where the address cannot be listened on; what opening an engine throws.
    func run() async throws {
        guard configuration.port == 0 else { return try await serve(configuration.port) }
        // Another process may take a port between its choice and its use.
        for _ in 1...4 {
            do {
                return try await serve(try FreePort.find())
            } catch let failure as CommandFailure where failure.code == "address_in_use" {
                continue
            }
        }
        try await serve(try FreePort.find())
    }

    /// Opens an engine whose links lead to the port, and serves it there.
    private func serve(_ port: Int) async throws {
        let baseURL = try configuration.baseURL ?? BaseURL("http://127.0.0.1:\(port)")
        let mail = try configuration.mail.configuration(app: configuration.engine.appName, baseURL: baseURL)
        try configuration.mail.makeFolder()
        let engine = try await configuration.openEngine(preparation, mail: mail, logger: logger)
        do {
            try await serve(engine, at: baseURL, port)
        } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }

    private func serve(_ engine: AuthEngine, at baseURL: BaseURL, _ port: Int) async throws {
        let hasListened = Atomic(false)
        var served = HTTPConfiguration(
            baseURL: baseURL, allowedOrigins: Set(configuration.allowedOrigins),
            trustedProxies: configuration.trustedProxies, revealsAccounts: configuration.revealsAccounts,
            consumesOnGet: configuration.consumesOnGet, pages: configuration.pages.configuration,
            metrics: metrics.map { metrics in
                MetricsPage(for: configuration.metricsReaders) { metrics.text() }
            })
        if !configuration.pages.isEnabled { served.routes.remove(.pages) }
        if !configuration.servesDescription { served.routes.remove(.openAPI) }
        let server = AuthServer(
            engine: engine, configuration: served,
            host: configuration.host, port: port, logger: logger
        ) { port in
            hasListened.store(true, ordering: .relaxed)
            announce(port, baseURL)
        }
        var services: [any Service] = [Upkeep(engine: engine), server]
        if metrics != nil { services.insert(ServerGauges(engine: engine, logger: logger), at: 0) }
        var group = ServiceGroupConfiguration(
            // The last is the first to stop: what its requests write is mailed before the end, or by the next start.
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.gracePeriod
        do {
            try await ServiceGroup(configuration: group).run()
        } catch  where !hasListened.load(ordering: .relaxed) {
            throw failure(error, port)
        }
    }

    private func announce(_ port: Int, _ baseURL: BaseURL) {
        guard asJSON else {
            return StandardStream.output.writeLine("Serving \(baseURL) on \(configuration.host) port \(port).")
        }
        StandardStream.output.write([
            "listening": [
                "host": .string(configuration.host), "port": .integer(Int64(port)),
                "base_url": .string(baseURL.description),
            ]
        ])
    }

    private func failure(_ error: any Error, _ port: Int) -> CommandFailure {
        let reason = "\(error)"
        // EADDRINUSE, which reaches us in words alone.
        guard reason.contains("errno: 98") else {
            return CommandFailure(
                .failure, "listen", "Cannot listen on \(configuration.host) port \(port): \(reason). Check --host.")
        }
        return CommandFailure(
            .failure, "address_in_use",
            "Another process listens on \(configuration.host) port \(port). Stop it, or choose another --port.")
    }
}
#endif
