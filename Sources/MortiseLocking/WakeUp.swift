/// A signal that tasks wait for, with a time limit. One that comes while nobody waits is kept for the next who does.
public final class WakeUp: Sendable {
    private struct State {
        var isSignalled = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Those whose wait ended before it began.
        var expired: Set<Int> = []
        var next = 0
    }

    private let state = Locked(State())

    /// A signal.
    public init() {}

    /// Wakes all who wait.
    public func signal() {
        let waiters = state.withLock { state in
            defer { state.waiters = [:] }
            state.isSignalled = state.waiters.isEmpty
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Waits for a signal, the end of the time, or the cancellation of the task, whichever comes first.
    public func wait(for limit: Duration) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let timer = Task {
            do { try await Task.sleep(for: limit) } catch { return }
            self.resume(id)
        }
        defer {
            timer.cancel()
            state.withLock { _ = $0.expired.remove(id) }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isSignalled || Task.isCancelled || state.expired.remove(id) != nil {
                        state.isSignalled = false
                        return true
                    }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            resume(id)
        }
    }

    private func resume(_ id: Int) {
        state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: id)
            if waiter == nil { state.expired.insert(id) }
            return waiter
        }?.resume()
    }
}
