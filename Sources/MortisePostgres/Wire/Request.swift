#if Postgres
import MortiseLocking
import MortiseSQL

/// A command and the task that waits for its reply, which comes exactly once.
final class Request: Sendable {
    private enum Journey { case new, departed, withdrawn }

    private struct State {
        var journey = Journey.new
        var waiter: CheckedContinuation<Void, Never>?
        var reply: Reply?
    }

    let command: Command
    private let state = Locked(State())

    init(_ command: Command) { self.command = command }

    /// Marks the request as sent; `false` when nobody wants it any more.
    func depart() -> Bool {
        state.withLock { state in
            guard state.reply == nil, state.journey != .withdrawn else { return false }
            state.journey = .departed
            return true
        }
    }

    /// Takes the request back before it is sent; `false` when it is too late.
    func withdraw() -> Bool {
        state.withLock { state in
            guard state.journey == .new else { return false }
            state.journey = .withdrawn
            return true
        }
    }

    /// Waits for the reply.
    ///
    /// - Parameter submit: Gives the request to whoever will have it answered; runs before the task suspends.
    func answered(_ submit: () -> Void) async -> Reply {
        await withCheckedContinuation { continuation in
            announce(to: continuation)
            submit()
        }
        return state.withLock { $0.reply } ?? .unanswered(.closed, wasSent: true)
    }

    private func announce(to continuation: CheckedContinuation<Void, Never>) {
        let isFinished = state.withLock { state in
            if state.reply == nil { state.waiter = continuation }
            return state.reply != nil
        }
        if isFinished { continuation.resume() }
    }

    /// Announces the reply; a second one is dropped.
    func finish(_ reply: Reply) {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.reply == nil else { return nil }
            state.reply = reply
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
#endif
