#if Postgres
import MortiseSQL
import MortiseLocking
import Synchronization

/// A command and the task that waits for its reply, which comes exactly once.
final class Request: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Reply, Never>)
        /// Finished before anyone waited.
        case finished(Reply)
        case over
    }

    private enum Journey: UInt8, AtomicRepresentable { case new, departed, withdrawn }

    let command: Command
    private let journey = Atomic(Journey.new)
    private let state = Locked(State.new)

    init(_ command: Command) { self.command = command }

    /// Marks the request as sent; `false` when nobody wants it any more.
    func depart() -> Bool {
        let isWanted = state.withLock {
            switch $0 {
            case .new, .waiting: true
            case .finished, .over: false
            }
        }
        guard isWanted else { return false }
        return journey.compareExchange(expected: .new, desired: .departed, ordering: .acquiringAndReleasing).original
            != .withdrawn
    }

    /// Takes the request back before it is sent; `false` when it is too late.
    func withdraw() -> Bool {
        journey.compareExchange(expected: .new, desired: .withdrawn, ordering: .acquiringAndReleasing).exchanged
    }

    /// Has the reply delivered to `continuation`.
    func deliver(to continuation: CheckedContinuation<Reply, Never>) {
        let reply: Reply? = state.withLock { state in
            if case .finished(let reply) = state {
                state = .over
                return reply
            }
            state = .waiting(continuation)
            return nil
        }
        if let reply { continuation.resume(returning: reply) }
    }

    /// Delivers the reply; a second one finds nobody.
    func finish(_ reply: Reply) {
        let continuation: CheckedContinuation<Reply, Never>? = state.withLock { state in
            switch state {
            case .new:
                state = .finished(reply)
                return nil
            case .waiting(let continuation):
                state = .over
                return continuation
            case .finished, .over:
                return nil
            }
        }
        continuation?.resume(returning: reply)
    }
}
#endif
