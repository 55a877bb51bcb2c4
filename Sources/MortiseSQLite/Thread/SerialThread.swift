#if SQLite
import Glibc
import MortiseSQL
import MortiseLocking

/// A thread that takes blocking work off the cooperative pool, one piece after the other.
///
/// It lives until ``finish()``, whether or not anyone else still holds it.
final class SerialThread: Sendable {
    typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var isFinished = false
    }

    private let state = Locked(State())
    /// One signal for each job, and one for the end.
    private let wakeUps = Semaphore()

    /// Starts a thread.
    ///
    /// - Throws: ``DatabaseError`` with code `.unavailable` when the system has none to give.
    init() throws(DatabaseError) {
        var thread = pthread_t()
        let life = Unmanaged.passRetained(self)
        let status = pthread_create(&thread, nil, serialThread, life.toOpaque())
        guard status == 0 else {
            life.release()
            throw DatabaseError(.unavailable, "no thread could be started: \(String(cString: strerror(status)))")
        }
        pthread_detach(thread)
    }

    /// Runs `work` on the thread and suspends the task meanwhile.
    ///
    /// - Throws: What `work` throws, or `.closed` after ``finish()``.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws(DatabaseError) -> Result
    ) async throws(DatabaseError) -> Result {
        let outcome: Swift.Result<Result, DatabaseError> = await withHandover { continuation in
            let isTaken = submit { continuation.resume(returning: Swift.Result(catching: work)) }
            if !isTaken {
                continuation.resume(returning: .failure(DatabaseError(.closed, "the connection was closed")))
            }
        }
        return try outcome.get()
    }

    /// Queues a job.
    ///
    /// - Returns: Whether it will run.
    @discardableResult
    func submit(_ job: @escaping Job) -> Bool {
        let isTaken = state.withLock { state in
            if !state.isFinished { state.jobs.append(job) }
            return !state.isFinished
        }
        if isTaken { wakeUps.signal() }
        return isTaken
    }

    /// Ends the thread once the jobs that it has are done.
    func finish() {
        state.withLock { $0.isFinished = true }
        wakeUps.signal()
    }

    fileprivate func live() {
        while true {
            wakeUps.wait()
            let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            guard let job else { return }
            job()
        }
    }
}

private func serialThread(_ life: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let life {
        Unmanaged<SerialThread>.fromOpaque(life).takeRetainedValue().live()
    }
    return nil
}
#endif
