import Glibc
public import MortiseSQL

/// The source of wall-clock time. It may jump either way; nothing may live for ever because of it.
public protocol WallClock: Sendable {
    /// The moment.
    var now: Instant { get }
}

/// The system's clock.
public struct SystemClock: WallClock {
    /// The clock.
    public init() {}

    /// The moment, by the system.
    public var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
