#if HTTP
import HTTPTypes
import Hummingbird

/// One method of one path.
struct Route: Sendable {
    /// Where a path begins.
    enum Base: Sendable {
        /// Below the prefix of the configuration.
        case prefix
        /// At the root.
        case root
    }

    let name: RouteName
    let method: HTTPRequest.Method
    let base: Base
    let path: String
    let handler: @Sendable (Exchange) async throws -> Response

    init(
        _ name: RouteName, _ method: HTTPRequest.Method, _ path: String, base: Base = .prefix,
        handler: @escaping @Sendable (Exchange) async throws -> Response
    ) {
        self.name = name
        self.method = method
        self.base = base
        self.path = path
        self.handler = handler
    }

    /// Every route there is.
    static let all = [
        Route(.register, .post, "/register") { try await $0.register() },
        Route(.logIn, .post, "/login") { try await $0.logIn() },
        Route(.logOut, .post, "/logout") { try await $0.logOut() },
        Route(.session, .get, "/session") { try await $0.showSession() },
        Route(.liveness, .get, "/livez", base: .root) { $0.showLiveness() },
        Route(.readiness, .get, "/readyz", base: .root) { try await $0.showReadiness() },
    ]
}
#endif
