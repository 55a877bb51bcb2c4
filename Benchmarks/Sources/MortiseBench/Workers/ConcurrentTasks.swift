extension Variant {
    /// So many tasks that repeat an operation until the time is up.
    ///
    /// - Parameter executor: Where they run; `nil` means where all tasks do.
    static func tasks(
        _ count: Int, named name: String = "mortise", on executor: (any TaskExecutor)? = nil,
        _ operation: @escaping @Sendable (inout WorkerRandom) async throws -> Void
    ) -> Variant {
        Variant(name: name) { seconds in
            let cpu = SystemTime.cpuSeconds
            let start = SystemTime.monotonicNanoseconds
            let deadline = start + UInt64(seconds * 1e9)
            let latencies = try await withThrowingTaskGroup(of: [UInt32].self) { group in
                for _ in 0..<count {
                    group.addTask(executorPreference: executor) { try await repeating(operation, until: deadline) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let elapsed = Double(SystemTime.monotonicNanoseconds - start) / 1e9
            return Outcome(
                operations: latencies.count, seconds: elapsed, cpuSeconds: SystemTime.cpuSeconds - cpu,
                latencies: latencies)
        }
    }

    private static func repeating(
        _ operation: @Sendable (inout WorkerRandom) async throws -> Void, until deadline: UInt64
    ) async throws -> [UInt32] {
        var random = WorkerRandom()
        var latencies: [UInt32] = []
        latencies.reserveCapacity(1 << 12)
        var last = SystemTime.monotonicNanoseconds
        repeat {
            try await operation(&random)
            let now = SystemTime.monotonicNanoseconds
            latencies.append(UInt32(clamping: now - last))
            last = now
        } while last < deadline
        return latencies
    }
}
