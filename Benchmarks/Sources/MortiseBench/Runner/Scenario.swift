/// One way to do the work of a scenario.
struct Variant {
    let name: String
    /// Works for about that many seconds.
    let run: (_ seconds: Double) async throws -> Outcome
}

/// Work that is done in several ways, and what is compared. `Stage` is what it needs: a database with data in it.
struct Scenario<Stage> {
    let name: String
    let comparisons: [Comparison]
    /// How many times longer than others its rounds are: for operations that take long themselves.
    var stretch = 1.0
    /// The ways to do it, Mortise first.
    let variants: (Stage) async throws -> [Variant]
}

/// A number of Mortise beside that of a reference, and the ratio that is to be reached.
struct Comparison {
    enum Measure {
        /// Operations a second: the more the better.
        case rate
        /// Microseconds of processor time an operation: the less the better.
        case cpu
        /// The times memory is asked for in an operation: the less the better.
        case allocations
    }

    enum Reference {
        /// Another variant, by its name.
        case variant(String)
        /// A fixed number.
        case limit(Double)
    }

    let name: String
    let measure: Measure
    let reference: Reference
    /// The least ratio for a rate, the greatest for a cost; `nil` where it is only reported.
    let target: Double?
}

extension Comparison.Measure {
    var unit: String {
        switch self {
        case .rate: "/s"
        case .cpu: "µs CPU"
        case .allocations: "mallocs"
        }
    }

    func value(of measurement: Measurement) -> Double? {
        switch self {
        case .rate: measurement.rate
        case .cpu: measurement.cpuMicroseconds
        case .allocations: measurement.allocations
        }
    }

    func isMet(_ ratio: Double, target: Double) -> Bool {
        switch self {
        case .rate: ratio >= target
        case .cpu, .allocations: ratio <= target
        }
    }
}
