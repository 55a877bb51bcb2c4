import MortiseLocking

/// A moment that one task sets and others read.
final class InstantBox: Sendable {
    private let moment = Locked<ContinuousClock.Instant?>(nil)

    var value: ContinuousClock.Instant? { moment.withLock { $0 } }

    func set(_ value: ContinuousClock.Instant) { moment.withLock { $0 = value } }
}
