import Foundation
import MortiseLocking

/// A program run as a child of the tests.
///
/// The thread that starts it lives as long as the child does: Linux sends the signal of `setpriv --pdeathsig` when the
/// starting *thread* ends, and threads of the cooperative pool come and go. The child gets an empty signal mask, since
/// those threads block signals.
public final class ChildProcess: Sendable {
    private enum State {
        case running([Handover<Int32>])
        case ended(Int32)
    }

    /// Its process id.
    let identifier: pid_t
    private let state = Locked(State.running([]))

    private init(_ identifier: pid_t) { self.identifier = identifier }

    /// Starts a program.
    ///
    /// - Parameter output: The file that its output and errors are added to.
    public static func start(_ arguments: [String], output: String) async throws -> ChildProcess {
        let started: Result<ChildProcess, ServerFailure> = await withHandover { handover in
            Thread.detachNewThread {
                guard let identifier = Spawn.process(arguments, output: output) else {
                    return handover.resume(returning: .failure(ServerFailure("cannot start \(arguments)")))
                }
                let child = ChildProcess(identifier)
                handover.resume(returning: .success(child))
                child.waitOnThisThread()
            }
        }
        return try started.get()
    }

    /// Runs a program to its end.
    ///
    /// - Returns: What it printed.
    /// - Throws: ``ServerFailure`` when its status is not 0.
    @discardableResult
    public static func run(_ arguments: [String], in folder: String) async throws -> String {
        let output = "\(folder)/\(UUID().uuidString).out"
        defer { unlink(output) }
        let status = try await start(arguments, output: output).end()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw ServerFailure("\(arguments) ended with \(status): \(text)") }
        return text
    }

    /// Whether it runs.
    public var isRunning: Bool { state.withLock { if case .running = $0 { true } else { false } } }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: Int32) {
        state.withLock { if case .running = $0 { kill(identifier, signal) } }
    }

    /// Waits for its end.
    ///
    /// - Returns: Its status as `waitpid` gives it.
    public func end() async -> Int32 {
        await withHandover { waiter in
            let status: Int32? = state.withLock { state in
                switch state {
                case .ended(let status): return status
                case .running(let waiters):
                    state = .running(waiters + [waiter])
                    return nil
                }
            }
            if let status { waiter.resume(returning: status) }
        }
    }

    private func waitOnThisThread() {
        var information = siginfo_t()
        // Not reaped yet, so that the id cannot be another process's while a signal is sent to it.
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (status, waiters) = state.withLock { state in
            var status: Int32 = 0
            waitpid(identifier, &status, 0)
            defer { state = .ended(status) }
            return if case .running(let waiters) = state { (status, waiters) } else { (status, []) }
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }
}
