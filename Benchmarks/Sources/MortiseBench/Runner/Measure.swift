/// What is compared of a measurement.
enum Measure {
    /// Operations a second: the more the better.
    case rate
    /// Microseconds of processor time an operation: the less the better, as with all that follow.
    case cpu
    /// Microseconds an operation takes, on average within a round.
    case time
    /// Microseconds that all but a hundredth of the operations stay under.
    case p99
    /// The times memory is asked for in an operation.
    case allocations
}

extension Measure {
    var unit: String {
        switch self {
        case .rate: "/s"
        case .cpu: "µs CPU"
        case .time, .p99: "µs"
        case .allocations: "mallocs"
        }
    }

    var sign: String { self == .rate ? "≥" : "≤" }

    /// `nil` where it was not taken.
    func value(of measurement: Measurement) -> Double? {
        switch self {
        case .rate: measurement.rate
        case .cpu: measurement.cpuMicroseconds
        case .time: measurement.rate > 0 ? 1e6 / measurement.rate : nil
        case .p99: measurement.p99
        case .allocations: measurement.allocations
        }
    }

    func isMet(_ ratio: Double, target: Double) -> Bool { self == .rate ? ratio >= target : ratio <= target }
}
