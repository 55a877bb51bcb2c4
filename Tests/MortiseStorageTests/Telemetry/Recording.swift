import InMemoryTracing
import Logging
import CoreMetrics
import MetricsTestKit
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Tracing

/// All that a database tells, kept for a test to look at.
struct Recording: Sendable {
    let metrics = TestMetrics()
    let tracer = InMemoryTracer()
    let log = RecordedLog()

    /// Runs a test with an empty database that tells all to this recording alone.
    func with(
        _ backend: TestBackend, slowStatement: Duration? = nil, _ body: (any Database) async throws -> Void
    ) async throws {
        try await backend.withStorage(logger: log.logger, slowStatement: slowStatement) { storage in
            let database = try await withMetricsFactory(metrics) {
                try await withTracer(tracer) { try await storage.source.open() }
            }
            do { try await body(database) } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    /// The number of times a statement's duration was recorded.
    func times(_ statement: String) -> Int {
        metrics.timers(label: "mortise_db_query_seconds", dimensions: [("statement", statement)])
            .reduce(0) { $0 + $1.values.count }
    }

    func total(_ counter: String, _ dimension: String, _ value: String) -> Int64 {
        metrics.counterTotal(label: counter, dimensions: [(dimension, value)])
    }

    /// The spans that have ended, of one name.
    func spans(_ name: String) -> [FinishedInMemorySpan] { tracer.finishedSpans.filter { $0.operationName == name } }

    /// All that was told, as text.
    var text: String {
        var parts: [String] = []
        for timer in metrics.timers { parts.append("\(timer.label) \(timer.dimensions)") }
        for counter in metrics.counters { parts.append("\(counter.label) \(counter.dimensions)") }
        for meter in metrics.meters { parts.append("\(meter.label) \(meter.dimensions)") }
        for span in tracer.finishedSpans {
            parts.append("\(span.operationName) \(String(describing: span.status))")
            parts.append("\(span.errors) \(span.events)")
            span.attributes.forEach { parts.append("\($0) \($1)") }
        }
        return (parts + log.lines).joined(separator: "\n")
    }
}

/// A log that keeps what it is told.
final class RecordedLog: Sendable {
    private let entries = Locked<[(level: Logger.Level, line: String)]>([])

    var lines: [String] { entries.withLock { $0.map(\.line) } }

    func lines(at level: Logger.Level) -> [String] {
        entries.withLock { $0.filter { $0.level == level }.map(\.line) }
    }

    /// Logs everything to here.
    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(log: RecordedLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = ([event.message.description] + values).joined(separator: " ")
            log.entries.withLock { $0.append((event.level, line)) }
        }
    }
}
