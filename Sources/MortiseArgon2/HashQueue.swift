/// Decides which jobs a pool takes, in which order they start, and what a refused caller is told.
///
/// A value without threads, locks or clock: times are nanoseconds of one monotonic clock, given by the caller.
struct HashQueue {
    typealias JobID = UInt64

    enum Admission: Equatable {
        case admitted
        case overloaded(retryAfter: Int)
        case closed
    }

    enum Step: Equatable {
        case run(JobID)
        /// The job waited too long and must be refused now.
        case expire(JobID, retryAfter: Int)
        case sleep
        case exit
    }

    private struct Waiting {
        let id: JobID
        let blocks: Double
        let startBy: UInt64
    }

    private struct Running {
        let blocks: Double
        let start: UInt64
    }

    let threads: Int
    let limit: Int
    let maximumWait: UInt64

    private var waiting: [Waiting] = []
    private var running: [JobID: Running] = [:]
    private var pace = HashPace()
    private var isClosed = false
    private var rejected = 0
    private var completed = 0
    private var busy: UInt64 = 0

    init(threads: Int, limit: Int, maximumWait: UInt64) {
        self.threads = threads
        self.limit = limit
        self.maximumWait = maximumWait
    }

    /// A job is taken if a thread is free, or if there is room in the queue and its turn should come in time.
    mutating func admit(_ id: JobID, blocks: Double, at now: UInt64) -> Admission {
        guard !isClosed else { return .closed }
        let wait = estimatedWait(at: now)
        guard running.count + waiting.count < threads + limit, wait <= Double(maximumWait) else {
            rejected += 1
            return .overloaded(retryAfter: Self.wholeSeconds(wait))
        }
        waiting.append(Waiting(id: id, blocks: blocks, startBy: now + maximumWait))
        return .admitted
    }

    /// What a thread that was woken once does; a cancelled job leaves a wake-up behind, for which it sleeps on.
    mutating func next(at now: UInt64) -> Step {
        guard !isClosed else { return .exit }
        guard !waiting.isEmpty else { return .sleep }
        let job = waiting.removeFirst()
        guard now <= job.startBy else {
            rejected += 1
            return .expire(job.id, retryAfter: Self.wholeSeconds(estimatedWait(at: now)))
        }
        running[job.id] = Running(blocks: job.blocks, start: now)
        return .run(job.id)
    }

    /// Frees the thread of a job. The time of a failed job says nothing about the pace.
    /// - Returns: the time it ran, in nanoseconds.
    @discardableResult
    mutating func finish(_ id: JobID, succeeded: Bool, at now: UInt64) -> UInt64 {
        guard let job = running.removeValue(forKey: id) else { return 0 }
        let elapsed = now > job.start ? now - job.start : 0
        completed += 1
        busy += elapsed
        if succeeded {
            pace.record(blocks: job.blocks, nanoseconds: elapsed)
        }
        return elapsed
    }

    /// Takes a job out that has not started; a running one goes on.
    /// - Returns: Whether it waited.
    @discardableResult
    mutating func cancel(_ id: JobID) -> Bool {
        let before = waiting.count
        waiting.removeAll { $0.id == id }
        return waiting.count < before
    }

    /// Takes no more work.
    /// - Returns: the jobs that will not start.
    mutating func close() -> [JobID] {
        isClosed = true
        defer { waiting = [] }
        return waiting.map(\.id)
    }

    func statistics() -> HashingPool.Statistics {
        HashingPool.Statistics(
            threads: threads, running: running.count, queued: waiting.count, rejected: rejected, completed: completed,
            totalSeconds: Double(busy) / 1e9)
    }

    /// Nanoseconds until a job that came now would start. None while a thread is free, whatever the pace says: so a
    /// pace spoilt by a suspended machine is measured anew instead of refusing everyone for ever.
    func estimatedWait(at now: UInt64) -> Double {
        guard running.count + waiting.count >= threads else { return 0 }
        let queued = waiting.reduce(0) { $0 + pace.estimate(blocks: $1.blocks) }
        let remaining = running.values.reduce(0) { sum, job in
            let elapsed = now > job.start ? Double(now - job.start) : 0
            return sum + max(0, pace.estimate(blocks: job.blocks) - elapsed)
        }
        return (queued + remaining) / Double(threads)
    }

    private static func wholeSeconds(_ nanoseconds: Double) -> Int {
        Int(min(max((nanoseconds / 1e9).rounded(.up), 1), 60))
    }
}
