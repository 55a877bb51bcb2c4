import MortiseLocking

@testable import MortiseArgon2

/// Stands in for the hash function: each call waits until it is let go, and the number of calls at once is kept.
final class HeldHashing: Sendable {
    private let permits = Semaphore()
    private let counts = Locked((current: 0, highest: 0, total: 0))

    var highest: Int { counts.withLock { $0.highest } }
    var total: Int { counts.withLock { $0.total } }

    func letGo(_ calls: Int) {
        for _ in 0..<calls { permits.signal() }
    }

    @Sendable func derive(_ derivation: Argon2Derivation) throws(Argon2Error) -> [UInt8] {
        counts.withLock {
            $0.current += 1
            $0.total += 1
            $0.highest = max($0.highest, $0.current)
        }
        permits.wait()
        counts.withLock { $0.current -= 1 }
        return [UInt8](repeating: derivation.password.first ?? 0, count: derivation.tagBytes)
    }
}

/// Yields until the condition holds; the time limit of the test ends a condition that never does.
func until(_ condition: () -> Bool) async {
    while !condition() && !Task.isCancelled {
        await Task.yield()
    }
}
