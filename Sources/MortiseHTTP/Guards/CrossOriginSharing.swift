#if HTTP
import HTTPTypes

/// The headers that let pages of allow-listed origins read our answers (CORS, Fetch Standard section 3.2).
struct CrossOriginSharing: Sendable {
    let allowed: Set<Origin>

    /// Adds what any answer to `request` needs.
    func apply(to headers: inout HTTPFields, for request: HTTPRequest) {
        guard !allowed.isEmpty else { return }
        headers[.vary] = "Origin"
        guard let origin = origin(of: request) else { return }
        headers[.accessControlAllowOrigin] = origin.description
        headers[.accessControlAllowCredentials] = "true"
        headers[.accessControlExposeHeaders] = "X-Request-Id, Retry-After, ETag"
    }

    /// Adds what the answer to a preflight needs besides.
    func applyPreflight(to headers: inout HTTPFields, for request: HTTPRequest, methods: String) {
        guard origin(of: request) != nil else { return }
        headers[.accessControlAllowMethods] = methods
        headers[.accessControlAllowHeaders] = "Authorization, Content-Type, If-Match"
        headers[.accessControlMaxAge] = "600"
    }

    private func origin(of request: HTTPRequest) -> Origin? {
        let values = request.headerFields[values: .origin]
        guard values.count == 1, let origin = Origin(values[0]), allowed.contains(origin) else { return nil }
        return origin
    }
}
#endif
