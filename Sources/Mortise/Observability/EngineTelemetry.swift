import CoreMetrics
import Tracing

/// What an engine tells about its work: metrics, and a span a flow. No address, no secret and no user is part of it.
///
/// The metrics backend and the tracer are those in force when it is made, so an app chooses its own before it opens the
/// engine. Where there is none, nothing is made and nothing recorded.
struct EngineTelemetry: Sendable {
    let metrics: EngineMetrics?
    let tracer: (any Tracer)?

    init() {
        let factory = MetricsSystem.factory
        metrics = factory is NOOPMetricsHandler ? nil : EngineMetrics(factory)
        let tracer = InstrumentationSystem.tracer
        self.tracer = tracer is NoOpTracer ? nil : tracer
    }
}

/// The span of a flow that is running.
struct FlowSpan: Sendable {
    private let span: any Span

    init(_ name: StaticString, in context: RequestContext, tracer: any Tracer) {
        span = tracer.startAnySpan("\(name)", ofKind: .internal)
        span.attributes["mortise.request_id"] = context.requestID
    }

    /// Runs the flow, so that spans of its statements are within its own.
    func around<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await InstrumentationContext.$current.withValue(span.context, operation: body)
    }

    /// Ends the span.
    ///
    /// - Parameter code: The code of the error; `nil` after a success. A refusal is a result like others: only what the
    ///   service itself could not do marks the span as failed.
    func end(_ code: AuthError.Code?) {
        span.attributes["mortise.result"] = code?.label ?? "success"
        switch code {
        case .internal, .unavailable, .overloaded, .keyring, .configuration:
            span.attributes["error.type"] = code?.label
            span.setStatus(SpanStatus(code: .error, message: code?.label))
        default: break
        }
        span.end()
    }
}
