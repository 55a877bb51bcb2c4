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
    /// The microseconds that half of the operations stay under, which must not differ by more than the target's factor.
    case median
    /// The most MiB of resident memory.
    case memory
    /// The p-value of a Mann-Whitney test between two sets of times: the more the better.
    case likeness
}

extension Measure {
    var unit: String {
        switch self {
        case .rate: "/s"
        case .cpu: "µs CPU"
        case .time, .p99, .median: "µs"
        case .memory: "MiB"
        case .likeness: "p"
        case .allocations: "mallocs"
        }
    }

    var sign: String {
        switch self {
        case .rate, .likeness: "≥"
        case .median: "±"
        case .cpu, .time, .p99, .allocations, .memory: "≤"
        }
    }

    /// `nil` where it was not taken.
    func value(of measurement: Measurement) -> Double? {
        switch self {
        case .rate: measurement.rate
        case .cpu: measurement.cpuMicroseconds
        case .time: measurement.rate > 0 ? 1e6 / measurement.rate : nil
        case .p99: measurement.p99
        case .allocations: measurement.allocations
        case .median: measurement.p50
        case .memory: measurement.peakMebibytes
        case .likeness: measurement.likeness
        }
    }

    func isMet(_ ratio: Double, target: Double) -> Bool {
        switch self {
        case .rate, .likeness: ratio >= target
        case .median: ratio <= target && ratio >= 1 / target
        case .cpu, .time, .p99, .allocations, .memory: ratio <= target
        }
    }
}
