import Synchronization

/// A moment that one task sets and others read.
final class InstantBox: Sendable {
    private let moment = Mutex<ContinuousClock.Instant?>(nil)

    var value: ContinuousClock.Instant? { moment.withLock { $0 } }

    func set(_ value: ContinuousClock.Instant) { moment.withLock { $0 = value } }
}
