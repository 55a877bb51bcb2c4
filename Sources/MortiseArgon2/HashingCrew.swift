import Glibc
import MortiseLocking
import Synchronization

/// The threads of a pool and what they share. Each thread keeps the crew alive until it has left.
final class HashingCrew: Sendable {
    typealias Derive = @Sendable (Argon2Derivation) throws(Argon2Error) -> [UInt8]
    typealias Outcome = Result<[UInt8], Argon2Error>

    private struct Job: Sendable {
        let derivation: Argon2Derivation
        let continuation: CheckedContinuation<Outcome, Never>
    }

    private struct State: Sendable {
        var queue: HashQueue
        /// The jobs whose callers still wait for an answer, started or not.
        var jobs: [HashQueue.JobID: Job] = [:]
        var threadsAlive = 0
        var farewells: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Locked<State>
    /// One signal for each admitted job, and one for each thread when work ends.
    private let wakeUps = Semaphore()
    private let tickets = Atomic<HashQueue.JobID>(0)
    private let threads: Int
    private let now: @Sendable () -> UInt64
    private let derive: Derive
    private let onCompletion: (@Sendable (_ seconds: Double) -> Void)?
    private let onQueueChange: (@Sendable (_ jobs: Int) -> Void)?

    init(
        queue: HashQueue, now: @escaping @Sendable () -> UInt64, derive: @escaping Derive,
        onCompletion: (@Sendable (_ seconds: Double) -> Void)?,
        onQueueChange: (@Sendable (_ jobs: Int) -> Void)? = nil
    ) {
        threads = queue.threads
        state = Locked(State(queue: queue))
        self.now = now
        self.derive = derive
        self.onCompletion = onCompletion
        self.onQueueChange = onQueueChange
    }

    var statistics: HashingPool.Statistics {
        state.withLock { $0.queue.statistics() }
    }

    /// A name for a job before it is submitted, so that cancellation can name it from the first moment on.
    func ticket() -> HashQueue.JobID {
        tickets.add(1, ordering: .relaxed).newValue
    }

    /// Queues a job, or answers it at once.
    func submit(
        _ derivation: Argon2Derivation, ticket: HashQueue.JobID, continuation: CheckedContinuation<Outcome, Never>
    ) {
        let refusal: Argon2Error? = state.withLock { state in
            // Looked at under the lock: a task cancelled after this look has its handler find the job.
            guard !Task.isCancelled else { return .cancelled }
            switch state.queue.admit(ticket, blocks: derivation.parameters.blocks, at: now()) {
            case .closed: return .closed
            case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
            case .admitted:
                state.jobs[ticket] = Job(derivation: derivation, continuation: continuation)
                return nil
            }
        }
        if let refusal {
            continuation.resume(returning: .failure(refusal))
        } else {
            onQueueChange?(1)
            wakeUps.signal()
        }
    }

    /// Answers the caller now; a hash that runs goes on, and its result finds no one.
    func cancel(_ ticket: HashQueue.JobID) {
        let (hasWaited, job) = state.withLock { state in
            (state.queue.cancel(ticket), state.jobs.removeValue(forKey: ticket))
        }
        if hasWaited { onQueueChange?(-1) }
        job?.continuation.resume(returning: .failure(.cancelled))
    }

    /// Starts the threads. If the system refuses one, those already started are sent home.
    func start() throws(Argon2Error) {
        for _ in 0..<threads {
            state.withLock { $0.threadsAlive += 1 }
            var thread = pthread_t()
            let crew = Unmanaged.passRetained(self)
            let status = pthread_create(&thread, nil, hashingThread, crew.toOpaque())
            guard status == 0 else {
                crew.release()
                state.withLock { $0.threadsAlive -= 1 }
                dismiss()
                throw Argon2Error(.internalFailure(status), "A hashing thread could not be started.")
            }
            pthread_detach(thread)
        }
    }

    /// Takes no more work and fails what waits; the threads leave on their own.
    func dismiss() {
        let dropped = state.withLock { state in
            state.queue.close().compactMap { state.jobs.removeValue(forKey: $0) }
        }
        for _ in 0..<threads {
            wakeUps.signal()
        }
        if !dropped.isEmpty { onQueueChange?(-dropped.count) }
        for job in dropped {
            job.continuation.resume(returning: .failure(.closed))
        }
    }

    /// Returns when no thread is left; suspends the task meanwhile, blocks no thread.
    func allLeft() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.threadsAlive > 0 else { return true }
                state.farewells.append(continuation)
                return false
            }
            if isOver {
                continuation.resume()
            }
        }
    }

    /// The life of one thread.
    func work() {
        var isOver = false
        while !isOver {
            wakeUps.wait()
            let (step, job) = state.withLock { state in takeStep(&state) }
            switch step {
            case .run, .expire: onQueueChange?(-1)
            case .sleep, .exit: break
            }
            switch step {
            case .run(let id): if let job { run(job, id) }
            case .expire(_, let retryAfter):
                job?.continuation.resume(returning: .failure(.overloaded(retryAfter: retryAfter)))
            case .sleep: break
            case .exit: isOver = true
            }
        }
        let farewells = state.withLock { state in
            state.threadsAlive -= 1
            guard state.threadsAlive == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.farewells = [] }
            return state.farewells
        }
        for continuation in farewells {
            continuation.resume()
        }
    }

    private func takeStep(_ state: inout State) -> (HashQueue.Step, Job?) {
        let step = state.queue.next(at: now())
        switch step {
        case .run(let id): return (step, state.jobs[id])
        case .expire(let id, _): return (step, state.jobs.removeValue(forKey: id))
        case .sleep, .exit: return (step, nil)
        }
    }

    private func run(_ job: Job, _ id: HashQueue.JobID) {
        let outcome: Outcome
        do throws(Argon2Error) {
            outcome = .success(try derive(job.derivation))
        } catch {
            outcome = .failure(error)
        }
        let succeeded = if case .success = outcome { true } else { false }
        let (elapsed, isAwaited) = state.withLock { state in
            let elapsed = state.queue.finish(id, succeeded: succeeded, at: now())
            return (elapsed, state.jobs.removeValue(forKey: id) != nil)
        }
        onCompletion?(Double(elapsed) / 1e9)
        if isAwaited {
            job.continuation.resume(returning: outcome)
        }
    }
}

private func hashingThread(_ crew: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let crew {
        Unmanaged<HashingCrew>.fromOpaque(crew).takeRetainedValue().work()
    }
    return nil
}
