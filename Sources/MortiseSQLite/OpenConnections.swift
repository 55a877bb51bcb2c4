#if SQLite
import MortiseLocking

/// Counts a database's open connections, so that closing can wait for the last one.
final class OpenConnections: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Void, Never>
        var timer: Task<Void, Never>?
    }

    private struct State {
        var count = 0
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private let state = Locked(State())
    private let turn = Locked(())

    func opened() {
        state.withLock { $0.count += 1 }
    }

    /// Closes a connection by `close`, one after the other: only the last one may take the log away, and two that close
    /// at the same moment would each take the other for one that stays.
    func closing(_ close: () -> Void) {
        turn.withLock { _ in close() }
        let waiters = state.withLock { state -> [Waiter] in
            state.count -= 1
            guard state.count == 0 else { return [] }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters {
            waiter.timer?.cancel()
            waiter.continuation.resume()
        }
    }

    /// Returns when no connection is open, or when the time is over. Goes on waiting in a cancelled task.
    func allClosed(within timeout: Duration) async {
        await withCheckedContinuation { continuation in
            let id = state.withLock { state -> Int? in
                guard state.count > 0 else { return nil }
                state.nextWaiter += 1
                state.waiters[state.nextWaiter] = Waiter(continuation: continuation)
                return state.nextWaiter
            }
            guard let id else { return continuation.resume() }
            let timer = Task {
                do { try await Task.sleep(for: timeout) } catch { return }
                self.state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
            }
            let isStillWaiting = state.withLock { state in
                state.waiters[id]?.timer = timer
                return state.waiters[id] != nil
            }
            if !isStillWaiting { timer.cancel() }
        }
    }
}
#endif
