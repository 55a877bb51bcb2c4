import CoreMetrics
import MortiseLocking

/// The metrics of a database. Handles are made when first used, and kept.
@usableFromInline final class DatabaseMetrics: Sendable {
    private let factory: any MetricsFactory
    private let inUse: Meter
    private let poolWait: CoreMetrics.Timer
    private let statements = Locked<[String: CoreMetrics.Timer]>([:])
    private let errors = Locked<[String: Counter]>([:])
    private let retries = Locked<[String: Counter]>([:])

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        inUse = Meter(label: "mortise_db_pool_in_use", factory: factory)
        poolWait = Timer(label: "mortise_db_pool_wait_seconds", preferredDisplayUnit: .seconds, factory: factory)
    }

    func record(_ statement: ObservedStatement, took duration: Duration) {
        let timer = statements.withLock { timers in
            if let timer = timers[statement.label] { return timer }
            let timer = Timer(
                label: "mortise_db_query_seconds", dimensions: [("statement", statement.label)],
                preferredDisplayUnit: .seconds, factory: factory)
            timers[statement.label] = timer
            return timer
        }
        timer.recordNanoseconds(duration.wholeNanoseconds)
    }

    func countError(_ code: DatabaseError.Code) {
        count(code.label, in: errors, "mortise_db_errors_total", by: "code")
    }

    func countRetry(_ code: DatabaseError.Code) {
        count(code.label, in: retries, "mortise_db_retries_total", by: "reason")
    }

    /// A connection was lent.
    ///
    /// - Parameter wait: How long it was waited for, opening it not included.
    @usableFromInline func lent(after wait: Duration) {
        inUse.increment()
        waited(wait)
    }

    /// A wait for a connection ended, with or without one.
    func waited(_ wait: Duration) { poolWait.recordNanoseconds(wait.wholeNanoseconds) }

    /// A connection came back.
    @usableFromInline func returned() { inUse.decrement() }

    private func count(
        _ value: String, in counters: borrowing Locked<[String: Counter]>, _ name: String, by dimension: String
    ) {
        let counter = counters.withLock { counters in
            if let counter = counters[value] { return counter }
            let counter = Counter(label: name, dimensions: [(dimension, value)], factory: factory)
            counters[value] = counter
            return counter
        }
        counter.increment()
    }
}

extension Duration {
    /// In whole nanoseconds; the longest that fits for a longer one.
    fileprivate var wholeNanoseconds: Int64 {
        let (microseconds, overflow) = microseconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? .max : microseconds + components.attoseconds / 1_000_000_000 % 1_000
    }
}
