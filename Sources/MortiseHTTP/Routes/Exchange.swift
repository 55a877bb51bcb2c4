#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// A request being answered, with all that a route needs for it.
struct Exchange: Sendable {
    let engine: AuthEngine
    let configuration: HTTPConfiguration
    let cookie: Cookie
    let deviceCookie: Cookie
    let request: Request
    /// The last segment of a path such as `/sessions/{id}`, as it stands there; empty for any other path.
    let parameter: String
    let context: Mortise.RequestContext
    let credential: Credential
    let deadline: Deadline
    let log: ServerLog
    /// The hosted pages; `nil` where they are switched off.
    let pages: HostedPages?

    /// The fields of the body; none where there is no body and `isOptional`.
    func fields(isOptional: Bool = false) async throws -> Fields {
        let reader = BodyReader(limits: configuration.limits)
        return Fields(try await reader.object(of: request, isOptional: isOptional, deadline: deadline))
    }

    /// The result of a call of the engine, which is given up at the deadline.
    func work<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await deadline.run(orThrow: Failure(.unavailable, retryAfter: 1), call)
    }
}
#endif
