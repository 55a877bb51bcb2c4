#if HTTP
import Logging
import Mortise

/// What all requests share: the engine, and what follows from the configuration once and for all.
struct APIService: Sendable {
    let engine: AuthEngine
    let configuration: HTTPConfiguration
    let table: RouteTable
    /// The document of the routes, in YAML.
    let document: String
    let cookie: Cookie
    let deviceCookie: Cookie
    let originRule: OriginRule
    let log: ServerLog
    /// The hosted pages; `nil` where they are switched off.
    let pages: HostedPages?

    init(engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger) {
        self.engine = engine
        self.configuration = configuration
        table = RouteTable(configuration)
        document = OpenAPIDocument(configuration).yaml
        cookie = .session(configuration.baseURL)
        deviceCookie = .device(configuration.baseURL)
        originRule = OriginRule(own: configuration.baseURL.origin, allowed: configuration.allowedOrigins)
        log = ServerLog(logger: logger)
        pages =
            configuration.routes.contains(.pages) ? HostedPages(configuration, engine: engine.configuration) : nil
    }
}
#endif
