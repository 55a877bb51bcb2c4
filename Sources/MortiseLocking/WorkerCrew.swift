import Glibc
import Synchronization

/// The threads of a ``WorkerThreads`` and what they share. Each thread keeps the crew alive until it has left.
final class WorkerCrew<Tool>: Sendable {
    struct Job: Sendable {
        let ticket: UInt64
        let run: @Sendable (inout Tool) -> Void
        let refuse: @Sendable (WorkRefusal) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        /// Threads that run, those being started included.
        var threads = 0
        /// Threads that sleep and have not been woken for a job.
        var idle = 0
        var isDismissed = false
    }

    private enum Admission {
        case refused(WorkRefusal)
        case waits
        case needsThread
    }

    private let state = Locked(State())
    /// One signal for each job that an idle thread was woken for, and one for each thread when work ends.
    private let wakeUps = Semaphore()
    private let tickets = Atomic<UInt64>(0)
    private let limit: Int
    private let queueLimit: Int
    private let makeTool: @Sendable () -> Tool

    init(limit: Int, queueLimit: Int, makeTool: @escaping @Sendable () -> Tool) {
        self.limit = limit
        self.queueLimit = queueLimit
        self.makeTool = makeTool
    }

    /// A name for a job before it is submitted, so that cancellation can name it from the first moment on.
    func ticket() -> UInt64 { tickets.add(1, ordering: .relaxed).newValue }

    func submit(_ job: Job) {
        let admission: Admission = state.withLock { state in
            // Looked at under the lock: a task cancelled after this look has its handler find the job.
            if Task.isCancelled { return .refused(.cancelled) }
            if state.idle > 0 {
                state.idle -= 1
                state.waiting.append(job)
                wakeUps.signal()
                return .waits
            }
            if state.threads < limit {
                state.threads += 1
                state.waiting.append(job)
                return .needsThread
            }
            guard state.waiting.count < queueLimit else { return .refused(.full) }
            state.waiting.append(job)
            return .waits
        }
        switch admission {
        case .refused(let refusal): job.refuse(refusal)
        case .waits: break
        case .needsThread: startThread()
        }
    }

    /// Refuses a job that waits; one that runs goes on.
    func cancel(_ ticket: UInt64) {
        let job: Job? = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
        }
        job?.refuse(.cancelled)
    }

    /// Sends the threads home. Nobody waits for work then: who does holds the owner of this crew.
    func dismiss() {
        let idle = state.withLock { state in
            state.isDismissed = true
            defer { state.idle = 0 }
            return state.idle
        }
        for _ in 0..<idle { wakeUps.signal() }
    }

    private func startThread() {
        var thread = pthread_t()
        // The thread runs this box: a C function cannot be generic.
        let life = Unmanaged.passRetained(ThreadLife { self.work() })
        let status = pthread_create(&thread, nil, workerThread, life.toOpaque())
        guard status != 0 else {
            pthread_detach(thread)
            return
        }
        life.release()
        let refused: [Job] = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in refused { job.refuse(.noThread(status)) }
    }

    private func work() {
        var tool = makeTool()
        while true {
            let (job, isOver): (Job?, Bool) = state.withLock { state in
                if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
                if state.isDismissed { return (nil, true) }
                state.idle += 1
                return (nil, false)
            }
            if isOver { return }
            if let job { job.run(&tool) } else { wakeUps.wait() }
        }
    }
}

/// What a thread does, once.
private final class ThreadLife: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

private func workerThread(_ life: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Signals are for the program's other threads; a write to a connection that is gone must not end the process.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    if let life { Unmanaged<ThreadLife>.fromOpaque(life).takeRetainedValue().work() }
    return nil
}
