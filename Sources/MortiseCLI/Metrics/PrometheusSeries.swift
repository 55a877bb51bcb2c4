#if CLI
import CoreMetrics
import MortiseLocking

/// The values of one name and one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
    /// Appends the lines of the series.
    func write(_ name: String, labels: String, into text: inout String)
}

/// A number that only grows.
final class PrometheusCounter: CounterHandler, PrometheusSeries {
    private let value = Locked<Int64>(0)

    func increment(by amount: Int64) { value.withLock { $0 = $0.addingReportingOverflow(amount).partialValue } }
    func reset() { value.withLock { $0 = 0 } }

    func write(_ name: String, labels: String, into text: inout String) {
        text += PrometheusText.line(name, labels, String(value.withLock { $0 }))
    }
}

/// A number that goes up and down.
final class PrometheusGauge: MeterHandler, RecorderHandler, PrometheusSeries {
    private let value = Locked<Double>(0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, labels: String, into text: inout String) {
        text += PrometheusText.line(name, labels, PrometheusText.number(value.withLock { $0 }))
    }
}

/// How often values lay below each of some bounds, made for seconds: from a tenth of a millisecond to ten seconds.
final class PrometheusHistogram: TimerHandler, RecorderHandler, PrometheusSeries {
    private static let bounds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    private struct Values {
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    private let values = Locked(Values())

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let place = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        values.withLock { values in
            values.counts[place] += 1
            values.sum += value
        }
    }

    func write(_ name: String, labels: String, into text: inout String) {
        let values = values.withLock { $0 }
        var total = 0
        for (place, count) in values.counts.enumerated() {
            total += count
            let bound = place < Self.bounds.count ? PrometheusText.number(Self.bounds[place]) : "+Inf"
            let separator = labels.isEmpty ? "" : ","
            text += PrometheusText.line("\(name)_bucket", "\(labels)\(separator)le=\"\(bound)\"", String(total))
        }
        text += PrometheusText.line("\(name)_sum", labels, PrometheusText.number(values.sum))
        text += PrometheusText.line("\(name)_count", labels, String(total))
    }
}
#endif
