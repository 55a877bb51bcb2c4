public import Logging
import CoreMetrics
import Tracing

/// What a database tells about its work: metrics, spans and logs, of statements, transactions and connections.
///
/// Nothing in them is a bound value or SQL text. Statements are told by name; a metric has a series for each statement
/// that is written as a constant, and one for all others together.
///
/// The metrics backend and the tracer are those in force when it is made, so an app chooses its own before it opens the
/// database. Where there is none, nothing is made and nothing recorded.
public final class DatabaseTelemetry: Sendable {
    let metrics: DatabaseMetrics?
    private let tracer: (any Tracer)?
    private let system: String
    private let logger: Logger
    private let slowStatement: Duration?

    /// The telemetry of one database.
    ///
    /// - Parameters:
    ///   - system: The kind of database, as OpenTelemetry calls it in `db.system.name`: `sqlite`, `postgresql`.
    ///   - logger: Gets each statement at level trace and slow ones as warnings.
    ///   - slowStatement: How long a statement takes that is warned about; `nil` for no warnings.
    public init(system: String, logger: Logger, slowStatement: Duration?) {
        self.system = system
        self.logger = logger
        self.slowStatement = slowStatement
        let factory = MetricsSystem.factory
        metrics = factory is NOOPMetricsHandler ? nil : DatabaseMetrics(factory)
        let tracer = InstrumentationSystem.tracer
        self.tracer = tracer is NoOpTracer ? nil : tracer
    }

    /// Runs a step of a transaction and tells how it went.
    func observing<Output: Sendable>(
        _ statement: ObservedStatement, _ body: () async throws(DatabaseError) -> Output
    ) async throws(DatabaseError) -> Output {
        let observation = began(statement)
        do throws(DatabaseError) {
            let output = try await body()
            ended(observation)
            return output
        } catch {
            ended(observation, failure: error.code)
            throw error
        }
    }

    /// Takes note that a statement begins.
    func began(_ statement: ObservedStatement) -> StatementObservation {
        StatementObservation(
            statement: statement, span: tracer?.startAnySpan(statement.name, ofKind: .client), start: .now)
    }

    /// Tells how a statement went. Where nobody listens that costs a look at the clock.
    func ended(_ observation: StatementObservation, failure: DatabaseError.Code? = nil) {
        let duration = observation.start.duration(to: .now)
        let isSlow = slowStatement.map { duration >= $0 } ?? false
        if isSlow || metrics != nil || observation.span != nil || logger.logLevel == .trace {
            tell(observation, took: duration, isSlow: isSlow, failure: failure)
        }
    }

    /// Runs a transaction, all its attempts, in a span of its own; what it does become spans within.
    func spanning<Result>(
        _ mode: TransactionMode, _ body: (TransactionSpan) async throws -> Result
    ) async throws -> Result {
        guard let tracer else { return try await body(TransactionSpan(span: nil, metrics: metrics)) }
        let span = tracer.startAnySpan("transaction", ofKind: .client)
        defer { span.end() }
        span.attributes["db.system.name"] = system
        span.attributes["mortise.transaction.mode"] = mode.rawValue
        do {
            return try await InstrumentationContext.$current.withValue(span.context) {
                try await body(TransactionSpan(span: span, metrics: metrics))
            }
        } catch {
            // Of an error that is not ours nothing is told: what it holds is the app's secret.
            span.fail((error as? DatabaseError)?.code.label ?? "_OTHER")
            throw error
        }
    }

    /// Counts an error that came of no statement.
    func count(_ error: DatabaseError) { metrics?.countError(error.code) }

    private func tell(
        _ observation: StatementObservation, took duration: Duration, isSlow: Bool, failure: DatabaseError.Code?
    ) {
        let statement = observation.statement
        metrics?.record(statement, took: duration)
        if let failure { metrics?.countError(failure) }
        if let span = observation.span {
            span.attributes["db.system.name"] = system
            span.attributes["db.query.summary"] = statement.name
            if let operation = statement.operation { span.attributes["db.operation.name"] = operation }
            if let failure { span.fail(failure.label) }
            span.end()
        }
        logger.trace("statement", metadata: Self.metadata(statement, duration, failure))
        if isSlow { logger.warning("slow statement", metadata: Self.metadata(statement, duration, failure)) }
    }

    private static func metadata(
        _ statement: ObservedStatement, _ duration: Duration, _ failure: DatabaseError.Code?
    ) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "statement": "\(statement.name)", "duration_us": "\(duration.microseconds)",
        ]
        if let failure { metadata["error"] = "\(failure.label)" }
        return metadata
    }
}

extension Span {
    /// Marks it as failed, with a name from a fixed list.
    fileprivate func fail(_ type: String) {
        attributes["error.type"] = type
        setStatus(SpanStatus(code: .error, message: type))
    }
}

/// A statement that is running.
struct StatementObservation: Sendable {
    let statement: ObservedStatement
    let span: (any Span)?
    let start: ContinuousClock.Instant
}

/// The span of a transaction that is running.
struct TransactionSpan: Sendable {
    fileprivate let span: (any Span)?
    fileprivate let metrics: DatabaseMetrics?

    /// Tells that the transaction will run again.
    ///
    /// - Parameter retry: The number of the retry, from 1.
    func willRetry(_ retry: Int, after error: DatabaseError) {
        metrics?.countRetry(error.code)
        span?.addEvent(
            SpanEvent(name: "retry", attributes: ["reason": .string(error.code.label), "retry": .int64(Int64(retry))]))
    }
}
