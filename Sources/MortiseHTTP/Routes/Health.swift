#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import NIOCore

extension Route {
    static let liveness = Route(
        .liveness, .get, "/livez", base: .root, "Whether the process answers at all.",
        answers: [.ok(.checks(["ok"]), "It does.")]
    ) { exchange in
        .success(requestID: exchange.context.requestID) { $0.writeStaticString(#"{"checks":{"process":"ok"}}"#) }
    }

    static let readiness = Route(
        .readiness, .get, "/readyz", base: .root, "Whether the server can serve, with a word for each check.",
        answers: [.ok(.checks(["ok", "warning"]), "Every check passes; a warning is for operators.")],
        errors: [.notReady], failureData: .checks(["ok", "warning", "failed"])
    ) { exchange in
        let notReady = Failure(.notReady, retryAfter: 5)
        let checks = try await exchange.deadline.run(orThrow: notReady) { [engine = exchange.engine] in
            await engine.health()
        }
        // What is behind a check stays in the log: the route is open to everybody.
        exchange.service.log.record(checks, in: exchange.context)
        guard checks.allSatisfy(\.isHealthy) else {
            return .failure(notReady, requestID: exchange.context.requestID) { $0.writeData(checks) }
        }
        return .success(requestID: exchange.context.requestID) { $0.writeData(checks) }
    }
}

extension ByteBuffer {
    /// Writes `{"checks":{…}}`.
    fileprivate mutating func writeData(_ checks: [HealthCheck]) {
        var object = JSON.Object()
        for check in checks { object[check.name] = .string(check.state.rawValue) }
        writeBytes(JSON.object(["checks": .object(object)]).serialized())
    }
}
#endif
