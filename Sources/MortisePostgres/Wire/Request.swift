#if Postgres
import MortiseLocking
import MortiseSQL
import Synchronization

/// A command and the task that waits for its reply, which comes exactly once.
final class Request: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Void, Never>)
        case finished(Reply)
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
            case .finished: false
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

    /// Resumes `continuation` once there is a reply.
    func announce(to continuation: CheckedContinuation<Void, Never>) {
        let isFinished = state.withLock { state in
            if case .finished = state { return true }
            state = .waiting(continuation)
            return false
        }
        if isFinished { continuation.resume() }
    }

    /// The reply, once it was announced; `nil` before.
    var reply: Reply? {
        state.withLock { if case .finished(let reply) = $0 { reply } else { nil } }
    }

    /// Announces the reply; a second one is dropped.
    func finish(_ reply: Reply) {
        let continuation: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { if case .finished = state {} else { state = .finished(reply) } }
            return if case .waiting(let continuation) = state { continuation } else { nil }
        }
        continuation?.resume()
    }
}
#endif
