import Glibc

/// The clock that the pool measures with.
enum MonotonicClock {
    /// Nanoseconds of `CLOCK_MONOTONIC`, which no one can set.
    static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
