public import MortiseSQL

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
    /// The part of a wait that is left to chance.
    public var jitter = Jitter.random

    /// The defaults.
    public init() {}

    /// The wait after so many failed attempts.
    func backoff(after attempts: Int) -> Duration {
        jitter.applied(to: min(firstRetry * (1 << min(max(attempts - 1, 0), 20)), longestRetry))
    }
}
