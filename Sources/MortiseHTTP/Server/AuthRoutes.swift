#if HTTP
import HTTPTypes
public import Hummingbird
public import Logging
public import Mortise

/// The routes of the API, for an app with a Hummingbird server of its own.
///
/// ```swift
/// let router = Router(context: AppContext.self)
/// AuthRoutes(engine: auth, configuration: configuration).add(to: router)
/// ```
///
/// The app's server keeps the limits that lie below a route: ``Limits/headerBytes`` and ``Limits/idleTimeout``.
public struct AuthRoutes: Sendable {
    private let responder: AuthResponder

    /// The routes.
    ///
    /// - Parameters:
    ///   - engine: The engine that they serve.
    ///   - configuration: What differs from the defaults; `prefix` and `routes` say where and which.
    ///   - logger: Where log entries go.
    public init(engine: AuthEngine, configuration: HTTPConfiguration, logger: Logger = Logger(label: "mortise.http")) {
        responder = AuthResponder(engine: engine, configuration: configuration, logger: logger)
    }

    /// Adds the routes to a router, each path for every common method, so that a wrong one gets its 405.
    ///
    /// The paths must be free there. Unknown paths stay the app's own.
    public func add<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        for endpoint in responder.service.table.all {
            for method in methods {
                router.on(RouterPath(endpoint.pattern), method: method) { [responder] request, context in
                    await responder.respond(to: request, from: context.remoteAddress)
                }
            }
        }
    }
}
#endif
