/// A value that a thread or task hands to the one task that waits for it, once.
///
/// It does what a checked continuation does, but the value passes under a lock: the thread sanitizer does not see the
/// order between a continuation that is resumed before its task has suspended and what that task reads.
public final class Handover<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Void, Never>)
        case full(Value)
    }

    private let state = Locked(State.empty)

    /// Hands the value over. To be called once.
    public func resume(returning value: sending Value) {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .full(value) }
            return if case .awaited(let waiter) = state { waiter } else { nil }
        }
        waiter?.resume()
    }

    fileprivate init() {}

    fileprivate func value() async -> Value {
        while true {
            if let value = state.withLock({ if case .full(let value) = $0 { value } else { nil } }) { return value }
            await withCheckedContinuation { continuation in
                let isFull = state.withLock { state in
                    if case .full = state { return true }
                    state = .awaited(continuation)
                    return false
                }
                if isFull { continuation.resume() }
            }
        }
    }
}

/// Suspends the task until somebody hands a value over.
///
/// - Parameter body: Gives the handover to whoever will have the value; runs before the task suspends.
public func withHandover<Value: Sendable>(_ body: (Handover<Value>) -> Void) async -> Value {
    let handover = Handover<Value>()
    body(handover)
    return await handover.value()
}
