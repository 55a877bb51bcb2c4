/// What one variant did in one round.
struct Outcome: Sendable {
    let operations: Int
    /// From the start of the first operation to the end of the last.
    let seconds: Double
    /// Processor time of this process, in user and system mode; `nil` for work that another process does.
    let cpuSeconds: Double?
    /// The time of each operation in nanoseconds, in no order; empty where it was not taken.
    let latencies: [UInt32]
    /// The times memory was asked for; `nil` where it was not counted.
    var allocations: Int? = nil
    /// The most resident memory at any moment, in MiB; `nil` where it was not looked at.
    var peakMebibytes: Double? = nil
    /// How likely two sets of times come from one source, from 0 to 1; `nil` where there are no two.
    var likeness: Double? = nil

    /// Operations a second.
    var rate: Double { Double(operations) / seconds }
}

/// What one variant did in all rounds: medians of the rounds.
struct Measurement: Sendable {
    /// Operations a second.
    let rate: Double
    /// The slowest and the fastest round, in operations a second.
    let range: ClosedRange<Double>
    /// Processor time of this process an operation, in microseconds.
    let cpuMicroseconds: Double?
    /// The times memory is asked for in an operation.
    let allocations: Double?
    /// The most resident memory, in MiB.
    let peakMebibytes: Double?
    /// How likely two sets of times come from one source: that of the last round, which has seen the samples of all.
    let likeness: Double?
    /// Half of the operations took no longer, in microseconds.
    let p50: Double?
    /// All but a hundredth of the operations took no longer, in microseconds.
    let p99: Double?

    init(rounds: [Outcome]) {
        let rates = rounds.map(\.rate)
        rate = rates.median ?? 0
        range = (rates.min() ?? 0)...(rates.max() ?? 0)
        cpuMicroseconds =
            rounds.compactMap { round in
                round.cpuSeconds.map { $0 * 1e6 / Double(max(1, round.operations)) }
            }.median
        allocations =
            rounds.compactMap { round in
                round.allocations.map { Double($0) / Double(max(1, round.operations)) }
            }.median
        peakMebibytes = rounds.compactMap(\.peakMebibytes).median
        likeness = rounds.last?.likeness
        let sorted = rounds.map { $0.latencies.sorted() }
        p50 = sorted.compactMap { $0.percentile(50) }.median
        p99 = sorted.compactMap { $0.percentile(99) }.median
    }
}

extension [Double] {
    var median: Double? {
        guard !isEmpty else { return nil }
        let sorted = sorted()
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension [UInt32] {
    /// A percentile of sorted nanoseconds, in microseconds.
    fileprivate func percentile(_ percent: Int) -> Double? {
        isEmpty ? nil : Double(self[Swift.min(count - 1, count * percent / 100)]) / 1_000
    }
}
