public import Mortise
public import MortiseSQL
import MortiseLocking

/// A wall clock that moves only when it is told to, either way.
public final class ManualClock: WallClock {
    private let moment: Locked<Instant>

    /// A clock that stands at a moment: 2026-01-01T00:00:00Z unless another is given.
    public init(at moment: Instant = Instant(seconds: 1_767_225_600)) {
        self.moment = Locked(moment)
    }

    /// The moment.
    public var now: Instant { moment.withLock { $0 } }

    /// Moves the clock, back where the duration is negative.
    public func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}
