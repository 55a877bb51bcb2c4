#if HTTP
import HTTPTypes
import Logging
import Mortise
import MortiseSQL

/// What the log tells of requests and failures: the pattern of the route and never its path, which may hold a token.
struct ServerLog: Sendable {
    let logger: Logger

    /// Records an answered request.
    func record(
        _ method: HTTPRequest.Method, _ pattern: String?, _ status: HTTPResponse.Status,
        took duration: Duration, in context: RequestContext
    ) {
        logger.info(
            "request",
            metadata: [
                "request_id": "\(context.requestID)",
                "method": "\(method.rawValue)",
                "route": "\(pattern ?? "none")",
                "status": "\(status.code)",
                "duration_us": "\(duration.microseconds)",
                "client": "\(context.clientAddress?.description ?? "none")",
            ])
    }

    /// Records the refusal of what is no HTTP request.
    func recordRefusal(_ status: HTTPResponse.Status, in context: RequestContext) {
        logger.info(
            "malformed request",
            metadata: [
                "request_id": "\(context.requestID)", "status": "\(status.code)",
                "client": "\(context.clientAddress?.description ?? "none")",
            ])
    }

    /// Records the checks that did not pass.
    func record(_ checks: [HealthCheck], in context: RequestContext) {
        for check in checks where check.state != .healthy {
            logger.warning(
                check.isHealthy ? "look after this" : "not ready",
                metadata: [
                    "request_id": "\(context.requestID)", "check": "\(check.name)", "detail": "\(check.detail)",
                ])
        }
    }

    /// Records what is behind a failure of ours; a client's own is told by its status.
    func record(_ error: any Error, as failure: Failure, in context: RequestContext) {
        let level: Logger.Level
        switch failure.code {
        case .internal: level = .error
        case .unavailable, .overloaded: level = .warning
        default: return
        }
        let cause = (error as? AuthError)?.underlying ?? error
        logger.log(
            level: level, "request failed",
            metadata: [
                "request_id": "\(context.requestID)", "code": "\(failure.code.rawValue)", "error": "\(error)",
                "cause": "\(cause)",
            ])
    }
}
#endif
