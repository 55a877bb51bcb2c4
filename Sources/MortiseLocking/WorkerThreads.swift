/// Threads for work that blocks, so that it never holds up a thread on which tasks run.
///
/// At most so many, each started when work comes and no other one is free, each with a tool of its own that never leaves
/// it. They go when the last reference to this object does, each after what it is at.
public final class WorkerThreads<Tool>: Sendable {
    private let crew: WorkerCrew<Tool>

    /// No thread yet.
    ///
    /// - Parameters:
    ///   - limit: The most threads.
    ///   - queueLimit: The most pieces of work that wait for one.
    ///   - makeTool: Makes what a thread works with; called on the thread.
    public init(limit: Int, queueLimit: Int, makeTool: @escaping @Sendable () -> Tool) {
        precondition(limit > 0 && queueLimit >= 0, "nobody would do the work")
        crew = WorkerCrew(limit: limit, queueLimit: queueLimit, makeTool: makeTool)
    }

    deinit { crew.dismiss() }

    /// Runs `work` on one of the threads and suspends the task meanwhile.
    ///
    /// A task that is cancelled while its work waits for a thread gets `.cancelled`; work that runs goes on to its end.
    public func run<Value: Sendable>(
        _ work: @escaping @Sendable (inout Tool) -> Value
    ) async throws(WorkRefusal) -> Value {
        let crew = crew
        let ticket = crew.ticket()
        let outcome: Result<Value, WorkRefusal> = await withTaskCancellationHandler {
            await withHandover { handover in
                crew.submit(
                    WorkerCrew.Job(
                        ticket: ticket, run: { handover.resume(returning: .success(work(&$0))) },
                        refuse: { handover.resume(returning: .failure($0)) }))
            }
        } onCancel: {
            crew.cancel(ticket)
        }
        return try outcome.get()
    }
}

extension WorkerThreads where Tool == Void {
    /// No thread yet; they work with nothing.
    public convenience init(limit: Int, queueLimit: Int) {
        self.init(limit: limit, queueLimit: queueLimit) {}
    }
}

/// Why work was not done.
public enum WorkRefusal: Error, Sendable, Hashable {
    /// Too much waits already.
    case full
    /// The task was cancelled before the work began.
    case cancelled
    /// The system has no thread to give; the number is its error.
    case noThread(Int32)
}
