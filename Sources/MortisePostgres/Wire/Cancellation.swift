#if Postgres
import CLibPQ
import MortiseLocking

/// What libpq needs to cancel whatever a connection runs.
///
/// `@unchecked Sendable` holds because a `PGcancel` never changes; libpq documents `PQcancel` as safe on any thread.
final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    /// Asks the server to cancel, over a connection of its own. Blocks until the server has passed the signal on.
    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}

/// The attempt to cancel one request. Until it is over its connection must not run anything else, for the signal would
/// hit that.
final class Cancellation: Sendable {
    private enum State {
        case notTried
        case running
        case awaited(Handover<Bool>)
        case over
    }

    private let state = Locked(State.notTried)

    /// Whether the server was asked.
    var wasTried: Bool { state.withLock { if case .notTried = $0 { false } else { true } } }

    /// Marks the attempt as begun.
    func begin() { state.withLock { $0 = .running } }

    /// Asks the server, on a thread of its own.
    func run(_ handle: CancelHandle) {
        let isStarted = DetachedThread.start {
            handle.cancel()
            self.end(isOver: true)
        }
        if !isStarted { end(isOver: true) }
    }

    /// Waits until the attempt is over.
    ///
    /// - Returns: Whether it was, within five seconds.
    func isSettled() async -> Bool {
        // Unstructured: the task itself is cancelled, so it could not sleep.
        let timer = Task {
            do { try await Task.sleep(for: .seconds(5)) } catch { return }
            end(isOver: false)
        }
        defer { timer.cancel() }
        return await withHandover { continuation in
            let isOver = state.withLock { state in
                if case .running = state {
                    state = .awaited(continuation)
                    return false
                }
                return true
            }
            if isOver { continuation.resume(returning: true) }
        }
    }

    private func end(isOver: Bool) {
        let continuation: Handover<Bool>? = state.withLock { state in
            defer { state = .over }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(returning: isOver)
    }
}
#endif
