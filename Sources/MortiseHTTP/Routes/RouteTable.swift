#if HTTP
import HTTPTypes
import Hummingbird

/// The routes of a configuration, by path and method.
struct RouteTable: Sendable {
    /// A path that is served.
    struct Endpoint: Sendable {
        /// The path, as a pattern: what logs and metrics may name.
        let pattern: String
        /// The value of `Allow`.
        private(set) var methods = "OPTIONS"
        private var routes: [HTTPRequest.Method: Route] = [:]

        fileprivate init(pattern: String) {
            self.pattern = pattern
        }

        fileprivate mutating func add(_ route: Route) {
            routes[route.method] = route
            methods = (route.method == .get ? "GET, HEAD, " : "\(route.method.rawValue), ") + methods
        }

        /// The route of a method; that of `GET` answers `HEAD` too.
        func route(for method: HTTPRequest.Method) -> Route? {
            routes[method == .head ? .get : method]
        }
    }

    private var endpoints: [String: Endpoint] = [:]

    init(_ configuration: HTTPConfiguration) {
        for route in Route.all where configuration.routes.contains(route.name) {
            let path = route.base == .prefix ? configuration.prefix.description + route.path : route.path
            endpoints[path, default: Endpoint(pattern: path)].add(route)
        }
    }

    /// The paths that are served.
    var paths: [String] { Array(endpoints.keys) }

    /// The endpoint of exactly this path: nothing is decoded, folded or trimmed.
    func endpoint(at path: String) -> Endpoint? {
        // Keys of a dictionary are equal by canonical equivalence, which is more than paths are.
        guard let endpoint = endpoints[path], endpoint.pattern.utf8.elementsEqual(path.utf8) else { return nil }
        return endpoint
    }
}
#endif
