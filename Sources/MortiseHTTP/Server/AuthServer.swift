#if HTTP
package import Hummingbird
import HummingbirdCore
public import Logging
public import Mortise
import NIOCore
public import ServiceLifecycle

/// The API as a server of its own: a service that listens until it is told to shut down, and then finishes the requests
/// in flight.
///
/// The engine stays open; who opened it closes it.
public struct AuthServer: Service {
    private let engine: AuthEngine
    private let configuration: HTTPConfiguration
    private let host: String
    private let port: Int
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// A server.
    ///
    /// - Parameters:
    ///   - engine: The engine that it serves.
    ///   - configuration: What differs from the defaults.
    ///   - host: The address or the name to listen on.
    ///   - port: The port to listen on; 0 for any that is free.
    ///   - logger: Where log entries go.
    ///   - onListening: Called with the port once the server listens.
    public init(
        engine: AuthEngine, configuration: HTTPConfiguration, host: String = "127.0.0.1", port: Int = 8080,
        logger: Logger = Logger(label: "mortise.http"),
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.engine = engine
        self.configuration = configuration
        self.host = host
        self.port = port
        self.logger = logger
        self.onListening = onListening
    }

    /// Listens and serves until graceful shutdown, or until its task is cancelled.
    ///
    /// - Throws: What the system says where the address cannot be listened on.
    public func run() async throws {
        try await application.run()
    }

    /// The server as the framework knows it.
    package var application: some ApplicationProtocol {
        var quiet = logger
        // The framework's own greeting would say again, and without structure, what ours says.
        quiet.logLevel = max(quiet.logLevel, .warning)
        return Application(
            responder: ServerResponder(
                responder: AuthResponder(engine: engine, configuration: configuration, logger: logger)),
            server: .http1(configuration: channelConfiguration),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { [host, logger, onListening] channel in
                let port = channel.localAddress?.port ?? 0
                logger.info("listening", metadata: ["host": "\(host)", "port": "\(port)"])
                await onListening(port)
            },
            logger: quiet)
    }

    private var channelConfiguration: HTTP1Channel.Configuration {
        let limits = configuration.limits
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(log: ServerLog(logger: logger))],
            idleTimeout: TimeAmount(limits.idleTimeout),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
                maxHeaderFieldCount: 256))
    }
}
#endif
