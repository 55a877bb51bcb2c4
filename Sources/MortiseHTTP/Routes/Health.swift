#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import NIOCore

extension Exchange {
    /// `GET /livez`: 200 as long as the process answers at all.
    func showLiveness() -> Response {
        .success(requestID: context.requestID) { $0.writeStaticString(#"{"checks":{"process":"ok"}}"#) }
    }

    /// `GET /readyz`: 200 when every check passes, else 503; what is behind a check stays in the log.
    func showReadiness() async throws -> Response {
        let checks = try await deadline.run(orThrow: Self.notReady) { [engine] in await engine.health() }
        log.record(checks, in: context)
        guard checks.allSatisfy(\.isHealthy) else {
            return .failure(Self.notReady, requestID: context.requestID) { Self.write(checks, into: &$0) }
        }
        return .success(requestID: context.requestID) { Self.write(checks, into: &$0) }
    }

    private static let notReady = Failure(.notReady, retryAfter: 5)

    private static func write(_ checks: [HealthCheck], into buffer: inout ByteBuffer) {
        var object = JSON.Object()
        for check in checks { object[check.name] = .string(check.isHealthy ? "ok" : "failed") }
        buffer.writeBytes(JSON.object(["checks": .object(object)]).serialized())
    }
}
#endif
