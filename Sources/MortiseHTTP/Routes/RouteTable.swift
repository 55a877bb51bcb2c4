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

        /// Its routes, in no order.
        var all: some Collection<Route> { routes.values }

        fileprivate init(pattern: String) {
            self.pattern = pattern
        }

        fileprivate mutating func add(_ route: Route) {
            routes[route.method] = route
            methods = (route.method == .get ? "GET, HEAD, " : "\(route.method.rawValue), ") + methods
        }

        /// Whether it is one of the hosted pages.
        var isPage: Bool { routes.values.contains { $0.base == .pages } }

        /// The route of a method; that of `GET` answers `HEAD` too.
        func route(for method: HTTPRequest.Method) -> Route? {
            routes[method == .head ? .get : method]
        }
    }

    /// By path.
    private var endpoints: [String: Endpoint] = [:]
    /// Those whose last segment is a parameter, by the path before it, its slash included.
    private var families: [String: Endpoint] = [:]

    init(_ configuration: HTTPConfiguration) {
        for (path, route) in Route.served(by: configuration) {
            if let brace = path.firstIndex(of: "{") {
                families[String(path[..<brace]), default: Endpoint(pattern: path)].add(route)
            } else {
                endpoints[path, default: Endpoint(pattern: path)].add(route)
            }
        }
    }

    /// What is served, in no order.
    var all: [Endpoint] { Array(endpoints.values) + Array(families.values) }

    /// The endpoint of exactly this path, and the last segment where that is a parameter: nothing is decoded, folded or
    /// trimmed.
    func endpoint(at path: String) -> (endpoint: Endpoint, parameter: String)? {
        // Keys of a dictionary are equal by canonical equivalence, which is more than paths are.
        if let endpoint = endpoints[path], endpoint.pattern.utf8.elementsEqual(path.utf8) { return (endpoint, "") }
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let start = path.utf8.index(after: slash)
        let parameter = String(Substring(path.utf8[start...]))
        guard !parameter.isEmpty, let endpoint = families[String(Substring(path.utf8[..<start]))],
            endpoint.pattern.utf8.prefix(while: { $0 != UInt8(ascii: "{") }).elementsEqual(path.utf8[..<start])
        else { return nil }
        return (endpoint, parameter)
    }
}

extension Route {
    /// The routes of a configuration, each with its whole path.
    static func served(by configuration: HTTPConfiguration) -> [(path: String, route: Route)] {
        (all + pages)
            .filter { configuration.routes.contains($0.name) && ($0.name != .metrics || configuration.metrics != nil) }
            .map { route in
                let prefix =
                    switch route.base {
                    case .prefix: configuration.prefix.description
                    case .pages: configuration.pages.prefix.description
                    case .root: ""
                    }
                return (prefix + route.path, route)
            }
    }
}
#endif
