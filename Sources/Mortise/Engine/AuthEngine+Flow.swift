import Logging
import MortiseArgon2
import MortiseLocking
import MortiseSQL

extension AuthEngine {
    /// Runs a flow and turns what it throws into an ``AuthError``, so that no database or hashing error leaves the engine.
    ///
    /// - Parameters:
    ///   - name: Its name in logs and spans.
    ///   - context: Who asks.
    ///   - writesMail: Whether the flow may have written mail by its end, even when it throws.
    ///   - outcomes: Where its outcome is counted: as `success`, or by the code of its error.
    ///   - success: What a success is counted as.
    func flow<Result: Sendable>(
        _ name: StaticString, in context: RequestContext, writesMail: Bool = false,
        counting outcomes: LabelledCounter? = nil, as success: String = "success", _ body: () async throws -> Result
    ) async throws(AuthError) -> Result {
        defer { if writesMail { mailSignal.signal() } }
        let span = telemetry.tracer.map { FlowSpan(name, in: context, tracer: $0) }
        do {
            let result = if let span { try await span.around(body) } else { try await body() }
            span?.end(nil)
            outcomes?.count(success)
            return result
        } catch {
            let error =
                if let failure = error as? HookFailure {
                    await translated(failure, flow: name, in: context)
                } else {
                    translated(error, flow: name, in: context)
                }
            span?.end(error.code)
            outcomes?.count(error.code.label)
            throw error
        }
    }

    private func translated(_ error: any Error, flow: StaticString, in context: RequestContext) -> AuthError {
        switch error {
        case let error as AuthError: return error
        case let error as Argon2Error: return translated(error, flow: flow, in: context)
        case let error as DatabaseError: return translated(error, flow: flow, in: context)
        case is CancellationError: return AuthError(.cancelled, "cancelled")
        default: return defect(error, flow: flow, in: context)
        }
    }

    private func translated(
        _ failure: HookFailure, flow: StaticString, in context: RequestContext
    ) async -> AuthError {
        // What a hook throws is no answer of the engine, but for a veto and for what the database says.
        guard let veto = failure.underlying as? Veto else {
            return failure.underlying is AuthError
                ? defect(failure.underlying, flow: flow, in: context)
                : translated(failure.underlying, flow: flow, in: context)
        }
        do {
            try await record(veto, of: failure.event)
        } catch {
            return translated(error, flow: flow, in: context)
        }
        return AuthError(.validationFailed(veto.fields), "the app does not accept this", underlying: veto)
    }

    private func translated(_ error: Argon2Error, flow: StaticString, in context: RequestContext) -> AuthError {
        switch error.code {
        case .overloaded(let seconds):
            AuthError(.overloaded(retryAfter: seconds), "too many logins at once; try again soon", underlying: error)
        case .cancelled: AuthError(.cancelled, "cancelled")
        case .closed: AuthError(.unavailable(retryAfter: 1), "the engine is closing", underlying: error)
        case .outOfMemory:
            AuthError(.overloaded(retryAfter: 5), "too little memory; try again soon", underlying: error)
        default: defect(error, flow: flow, in: context)
        }
    }

    private func translated(_ error: DatabaseError, flow: StaticString, in context: RequestContext) -> AuthError {
        if error.code == .cancelled { return AuthError(.cancelled, "cancelled") }
        guard error.isUnavailability else { return defect(error, flow: flow, in: context) }
        logger.warning("the database could not serve", metadata: Self.metadata(error, flow, context))
        return AuthError(
            .unavailable(retryAfter: 1), "the service is unavailable; try again soon", underlying: error)
    }

    private func defect(_ error: any Error, flow: StaticString, in context: RequestContext) -> AuthError {
        logger.error("a flow failed", metadata: Self.metadata(error, flow, context))
        return AuthError(.internal, "something went wrong on our side", underlying: error)
    }

    private static func metadata(
        _ error: any Error, _ flow: StaticString, _ context: RequestContext
    ) -> Logger.Metadata {
        [LogKey.flow: "\(flow)", LogKey.requestID: "\(context.requestID)", LogKey.error: "\(error)"]
    }
}
