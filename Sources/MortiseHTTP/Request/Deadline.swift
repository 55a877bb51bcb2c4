#if HTTP
/// The moment by which a request must be answered.
struct Deadline: Sendable {
    private let moment: ContinuousClock.Instant

    init(after duration: Duration) {
        moment = .now + duration
    }

    /// The result of `work`, which is cancelled at the deadline; then the failure comes instead.
    func run<Value: Sendable>(
        orThrow failure: Failure, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(until: moment, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else { throw failure }
            return value
        }
    }
}
#endif
