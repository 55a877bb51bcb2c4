import MortiseSQL

/// So many tries in a time, evenly refilled: the generic cell rate algorithm (GCRA, ITU-T I.371).
///
/// `RateLimit(30, per: .seconds(60))` lets 30 tries through at once, and then one every 2 seconds.
public struct RateLimit: Sendable, Hashable {
    /// The most tries at once, 1 or more.
    public let burst: Int
    /// The time in which as many tries come free again.
    public let period: Duration

    /// A limit. A burst below 1 counts as 1, a period below a second as a second.
    public init(_ burst: Int, per period: Duration) {
        self.burst = max(1, burst)
        self.period = max(.seconds(1), period)
    }

    /// The time in which one try comes free, in microseconds.
    var interval: Int64 { max(1, period.microseconds / Int64(burst)) }

    /// How far ahead of the clock the next try may be due, in microseconds.
    var tolerance: Int64 { interval * Int64(burst - 1) }
}

/// So many tries at once, then one after a wait that doubles with each further try, until a success or a long pause.
public struct Backoff: Sendable, Hashable {
    /// The tries without a wait, 1 or more.
    public let free: Int
    /// The wait after the last free try.
    public let first: Duration
    /// The longest wait.
    public let maximum: Duration
    /// The pause after which all is forgotten.
    public let memory: Duration

    /// A backoff.
    public init(
        free: Int = 5, first: Duration = .seconds(30), maximum: Duration = .seconds(15 * 60),
        memory: Duration = .seconds(86_400)
    ) {
        self.free = max(1, free)
        // An hour doubled thirty times still is a number of microseconds.
        self.first = min(max(.seconds(1), first), .seconds(3600))
        self.maximum = max(self.first, maximum)
        self.memory = max(self.maximum, memory)
    }
}
