/// How a transaction is run again after a conflict with another one.
public struct RetryPolicy: Sendable, Hashable {
    /// The most times a transaction is run again; 0 for never.
    public var maximumRetries: Int
    /// The wait before the first retry; it doubles with each further one.
    public var baseDelay: Duration
    /// The longest wait.
    public var maximumDelay: Duration
    /// The part of a wait that is left to chance.
    public var jitter: Jitter

    /// A policy.
    public init(
        maximumRetries: Int = 8, baseDelay: Duration = .milliseconds(4), maximumDelay: Duration = .milliseconds(250),
        jitter: Jitter = .random
    ) {
        self.maximumRetries = maximumRetries
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
        self.jitter = jitter
    }

    /// The wait before a retry: exponential, with the upper half left to chance so that rivals part ways.
    ///
    /// - Parameter retry: Its number, from 1.
    func delay(beforeRetry retry: Int) -> Duration {
        jitter.applied(to: min(maximumDelay, baseDelay * (1 << min(max(retry - 1, 0), 20))))
    }
}
