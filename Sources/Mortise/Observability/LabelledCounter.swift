import CoreMetrics
import MortiseLocking

/// The counters of one name, one for each value of its labels. They are made when first used, and kept.
final class LabelledCounter: Sendable {
    private let name: String
    private let labels: [String]
    private let factory: any MetricsFactory
    private let counters = Locked<[[String]: Counter]>([:])

    init(_ name: String, _ labels: String..., factory: any MetricsFactory) {
        self.name = name
        self.labels = labels
        self.factory = factory
    }

    /// Counts one more.
    ///
    /// - Parameter values: One for each label, in their order; each from a list that is in the source code.
    func count(_ values: String...) {
        let counter = counters.withLock { counters in
            if let counter = counters[values] { return counter }
            let counter = Counter(label: name, dimensions: Array(zip(labels, values)), factory: factory)
            counters[values] = counter
            return counter
        }
        counter.increment()
    }
}
