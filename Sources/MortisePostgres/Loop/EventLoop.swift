#if Postgres
import CEpoll
import Glibc
import MortiseSQL
import MortiseLocking
import Synchronization

/// One thread that waits for the sockets of a database, hands out what the server answered, and runs the tasks that
/// prefer it.
///
/// Requests of other tasks are written by their callers' threads; only answers come through here.
final class EventLoop: Sendable {
    typealias Token = UInt64

    private struct State {
        var connections: [Token: ServerConnection] = [:]
        var nextToken: Token = bell + 1
        var isStopping = false
        var isRunning = false
        var farewells: [Handover<Void>] = []
    }

    /// What the thread does between two looks at the sockets.
    private struct Turn {
        var jobs: [UnownedJob] = []
        var releases: [ServerConnection] = []
        var isAsleep = false
        var isOver = false
    }

    private static let bell: Token = 0

    private let epoll: Int32
    private let bellSocket: Int32
    private let state = Locked(State())
    private let turn = Locked(Turn())
    private let threadNumber = Atomic<UInt>(0)
    /// Whether the thread looks at deadlines every second: it does as long as something is under way.
    private let isTicking = Atomic(false)

    init() throws(DatabaseError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        bellSocket = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard epoll >= 0, bellSocket >= 0, control(EPOLL_CTL_ADD, bellSocket, Self.bell, EPOLLIN.rawValue) else {
            throw DatabaseError(.unavailable, "the system has no more file descriptors")
        }
    }

    deinit {
        // Every connection and the thread itself keep the loop alive, so nobody uses the descriptors any more.
        if epoll >= 0 { close(epoll) }
        if bellSocket >= 0 { close(bellSocket) }
    }

    /// Starts the thread, which runs the jobs of an executor and keeps that alive.
    func start(for executor: LoopExecutor) throws(DatabaseError) {
        state.withLock { $0.isRunning = true }
        guard DetachedThread.start({ self.run(for: executor) }) else {
            state.withLock { $0.isRunning = false }
            throw DatabaseError(.unavailable, "the system has no more threads")
        }
    }

    /// Tells the thread to leave. It may take a moment.
    func stop() {
        state.withLock { $0.isStopping = true }
        ringBell()
    }

    /// Returns when the thread has left.
    func hasStopped() async {
        await withHandover { farewell in
            let isOver = state.withLock { state in
                if state.isRunning { state.farewells.append(farewell) }
                return !state.isRunning
            }
            if isOver { farewell.resume(returning: ()) }
        }
    }

    /// The number of the thread, as `pthread_self` gives it; 0 when there is none.
    var thread: pthread_t { threadNumber.load(ordering: .relaxed) }

    /// The connections that are open now.
    var connections: [ServerConnection] { state.withLock { Array($0.connections.values) } }

    /// A name for a connection to come.
    func nextToken() -> Token {
        state.withLock { state in
            defer { state.nextToken += 1 }
            return state.nextToken
        }
    }

    /// Watches a connection's socket.
    ///
    /// - Returns: `false` when the loop has been stopped.
    func add(_ connection: ServerConnection, socket: Int32) -> Bool {
        let isOpen = state.withLock { state in
            if !state.isStopping { state.connections[connection.token] = connection }
            return !state.isStopping
        }
        guard isOpen else { return false }
        if control(EPOLL_CTL_ADD, socket, connection.token, EPOLLIN.rawValue) { return true }
        state.withLock { _ = $0.connections.removeValue(forKey: connection.token) }
        return false
    }

    /// Asks to be told when the socket takes more data, or no longer.
    func watch(_ token: Token, socket: Int32, forWriting: Bool) {
        _ = control(EPOLL_CTL_MOD, socket, token, EPOLLIN.rawValue | (forWriting ? EPOLLOUT.rawValue : 0))
    }

    /// Forgets a connection.
    ///
    /// - Parameter socket: Its socket, or a negative number when libpq has closed it: its number may be another's now,
    ///   and the kernel has forgotten it by itself.
    func remove(_ token: Token, socket: Int32) {
        state.withLock { _ = $0.connections.removeValue(forKey: token) }
        if socket >= 0 { _ = control(EPOLL_CTL_DEL, socket, token, 0) }
    }

    /// Has deadlines looked at from now on.
    func expectAnswer() {
        guard !isTicking.load(ordering: .sequentiallyConsistent) else { return }
        if !isTicking.exchange(true, ordering: .sequentiallyConsistent) { ringBell() }
    }

    /// Runs a job on the thread; when that has left, on the threads all tasks share.
    func enqueue(_ job: UnownedJob) {
        let (isOver, mustWake) = turn.withLock { turn in
            defer { turn.isAsleep = false }
            if !turn.isOver { turn.jobs.append(job) }
            return (turn.isOver, turn.isAsleep)
        }
        if isOver { globalConcurrentExecutor.enqueue(ExecutorJob(job)) } else if mustWake { ringBell() }
    }

    /// Has a connection send what has gathered when all jobs of this turn have run. Called on the thread itself.
    func releaseAfterTurn(_ connection: ServerConnection) {
        let isOver = turn.withLock { turn in
            if !turn.isOver { turn.releases.append(connection) }
            return turn.isOver
        }
        if isOver { connection.release() }
    }

    private func control(_ operation: Int32, _ socket: Int32, _ token: Token, _ events: UInt32) -> Bool {
        var event = epoll_event()
        event.events = events
        event.data.u64 = token
        return epoll_ctl(epoll, operation, socket, &event) == 0
    }

    private func ringBell() {
        var one: UInt64 = 1
        _ = write(bellSocket, &one, MemoryLayout<UInt64>.size)
    }

    private func run(for executor: LoopExecutor) {
        threadNumber.store(pthread_self(), ordering: .relaxed)
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var lastTick = ContinuousClock.now
        while true {
            takeTurn(executor.asUnownedTaskExecutor())
            if state.withLock({ $0.isStopping }) { return leave() }
            let isTicking = isTicking.load(ordering: .sequentiallyConsistent)
            let mayWait = turn.withLock { turn in
                turn.isAsleep = turn.jobs.isEmpty && turn.releases.isEmpty
                return turn.isAsleep
            }
            let limit: Int32 = !mayWait ? 0 : isTicking ? 1000 : -1
            let count = Int(epoll_wait(epoll, &events, Int32(events.count), limit))
            turn.withLock { $0.isAsleep = false }
            for event in events.prefix(max(0, count)) { handle(event.data.u64) }
            if isTicking, ContinuousClock.now - lastTick >= .seconds(1) {
                lastTick = .now
                tick(at: lastTick)
            }
        }
    }

    // Jobs that come meanwhile wait for the next turn, so that the sockets are never forgotten over them.
    private func takeTurn(_ executor: UnownedTaskExecutor) {
        let jobs = turn.withLock { turn in
            defer { turn.jobs = [] }
            return turn.jobs
        }
        for job in jobs { job.runSynchronously(on: executor) }
        let releases = turn.withLock { turn in
            defer { turn.releases = [] }
            return turn.releases
        }
        for connection in releases { connection.release() }
    }

    private func handle(_ token: Token) {
        if token == Self.bell {
            var count: UInt64 = 0
            _ = read(bellSocket, &count, MemoryLayout<UInt64>.size)
        } else {
            state.withLock { $0.connections[token] }?.becameReady()
        }
    }

    private func tick(at now: ContinuousClock.Instant) {
        // Off before looking: what begins meanwhile turns it on again.
        isTicking.store(false, ordering: .sequentiallyConsistent)
        var isWaiting = false
        for connection in connections where connection.keepsDeadline(at: now) { isWaiting = true }
        if isWaiting { isTicking.store(true, ordering: .sequentiallyConsistent) }
    }

    private func leave() {
        threadNumber.store(0, ordering: .relaxed)
        let rest = turn.withLock { turn in
            turn.isOver = true
            defer {
                turn.jobs = []
                turn.releases = []
            }
            return (jobs: turn.jobs, releases: turn.releases)
        }
        for connection in rest.releases { connection.release() }
        for job in rest.jobs { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
        let farewells = state.withLock { state in
            state.isRunning = false
            defer { state.farewells = [] }
            return state.farewells
        }
        for farewell in farewells { farewell.resume(returning: ()) }
    }
}
#endif
