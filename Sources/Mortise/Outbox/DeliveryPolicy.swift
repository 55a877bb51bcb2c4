import MortiseSQL

/// How what waits in an outbox is handed over, and how often it is tried.
public struct DeliveryPolicy: Sendable, Hashable {
    /// The attempts after which it is given up.
    public var maximumAttempts = 12
    /// The wait after the first failed attempt; it doubles with each further one.
    public var firstRetry = Duration.seconds(10)
    /// The longest wait between two attempts.
    public var longestRetry = Duration.seconds(3600)
    /// How long a worker has an entry for itself: longer than any hand-over takes.
    public var lease = Duration.seconds(300)
    /// The most that one engine hands over at once.
    public var concurrency = 4

    /// The defaults.
    public init() {}

    /// The wait after so many failed attempts, half of it by chance, so that what failed together does not come back
    /// together.
    func backoff(after attempts: Int) -> Duration {
        let doubled = firstRetry * (1 << min(max(attempts - 1, 0), 20))
        let whole = min(doubled, longestRetry).microseconds
        return .microseconds(whole / 2 + Int64.random(in: 0...max(1, whole / 2)))
    }
}
