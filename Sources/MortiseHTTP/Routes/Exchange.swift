#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// A request being answered, with all that a route needs for it.
struct Exchange: Sendable {
    let service: APIService
    let request: Request
    /// The last segment of a path such as `/sessions/{id}`, as it stands there; empty for any other path.
    let parameter: String
    let context: Mortise.RequestContext
    let credential: Credential
    let deadline: Deadline

    var engine: AuthEngine { service.engine }
    var configuration: HTTPConfiguration { service.configuration }

    /// The body; one without fields where there is none and `isOptional`.
    func read<Body: BodyFields>(_: Body.Type, isOptional: Bool = false) async throws -> Body {
        let reader = BodyReader(limits: configuration.limits)
        var fields = Fields(
            try await reader.object(of: request, isOptional: isOptional, deadline: deadline),
            attributes: configuration.registrationFields)
        let body = Body(&fields)
        try fields.finish()
        return body
    }

    /// The version that the request wants to change.
    func precondition() throws(Failure) -> EntityTag.Condition {
        guard let condition = EntityTag.Condition(request.headers) else { throw Failure(.preconditionRequired) }
        return condition
    }

    /// The result of a call of the engine, which is given up at the deadline.
    func work<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await deadline.run(orThrow: Failure(.unavailable, retryAfter: 1), call)
    }
}
#endif
