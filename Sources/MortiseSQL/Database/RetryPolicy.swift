/// How a transaction is run again after a conflict with another one.
public struct RetryPolicy: Sendable, Hashable {
    /// The most times a transaction is run again; 0 for never.
    public var maximumRetries: Int
    /// The wait before the first retry; it doubles with each further one.
    public var baseDelay: Duration
    /// The longest wait.
    public var maximumDelay: Duration

    /// A policy.
    public init(
        maximumRetries: Int = 8, baseDelay: Duration = .milliseconds(4), maximumDelay: Duration = .milliseconds(250)
    ) {
        self.maximumRetries = maximumRetries
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
    }

    /// The wait before a retry: exponential, with the upper half left to chance so that rivals part ways.
    ///
    /// - Parameter retry: Its number, from 1.
    func delay(beforeRetry retry: Int) -> Duration {
        let full = min(maximumDelay, baseDelay * (1 << min(max(retry - 1, 0), 20)))
        return full * Double.random(in: 0.5...1)
    }
}
