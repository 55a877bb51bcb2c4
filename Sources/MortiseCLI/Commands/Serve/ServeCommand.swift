#if CLI
import ArgumentParser
import CoreMetrics
import Logging
import Mortise
import MortiseHTTP

/// `mortise serve`.
struct ServeCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the HTTP API until SIGTERM or SIGINT, then finish what is in flight.")

    @Option(
        help: "The address to listen on. (default: 127.0.0.1)",
        completion: .list(["127.0.0.1", "::1", "0.0.0.0", "::"]))
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. (default: 8080)")
    var port: String?

    @Flag(help: "Apply pending migrations also to a database that is not the default one.")
    var migrate = false

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        var flags: [SettingAssignment] = []
        flags.append(Settings.host, host, flag: "--host")
        flags.append(Settings.port, port, flag: "--port")
        let configuration = try options.configuration(flags)
        LoggingSystem.bootstrap { _ in LineLogHandler(logLevel: configuration.logLevel) }
        let logger = Logger(label: "mortise")
        // Before the engine opens: what it measures goes to the backend in force by then.
        let metrics = configuration.metricsReaders.isEmpty ? nil : PrometheusMetrics()
        if let metrics { MetricsSystem.bootstrap(metrics) }
        configuration.warn(logger)
        try await Serving(
            configuration: configuration, preparation: migrate ? .anyDatabase : .defaultDatabase, metrics: metrics,
            logger: logger, asJSON: options.json
        ).run()
        logger.info("stopped")
        return Answer("", json: nil)
    }
}
#endif
