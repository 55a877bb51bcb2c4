#if Postgres
import CEpoll
import Glibc
import MortiseSQL
import MortiseLocking
import Synchronization

/// One thread that waits for all sockets of a database and hands out what the server answered.
///
/// Requests are written by their callers' threads; only answers come through here.
final class EventLoop: Sendable {
    typealias Token = UInt64

    private struct State {
        var connections: [Token: ServerConnection] = [:]
        var nextToken: Token = bell + 1
        var isStopping = false
        var isRunning = false
        var farewells: [CheckedContinuation<Void, Never>] = []
    }

    private static let bell: Token = 0

    private let epoll: Int32
    private let bellSocket: Int32
    private let state = Locked(State())
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

    /// Starts the thread.
    func start() throws(DatabaseError) {
        state.withLock { $0.isRunning = true }
        guard DetachedThread.start({ self.run() }) else {
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
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.isRunning { state.farewells.append(continuation) }
                return !state.isRunning
            }
            if isOver { continuation.resume() }
        }
    }

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

    private func run() {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var lastTick = ContinuousClock.now
        while true {
            let isTicking = isTicking.load(ordering: .sequentiallyConsistent)
            let count = Int(epoll_wait(epoll, &events, Int32(events.count), isTicking ? 1000 : -1))
            for event in events.prefix(max(0, count)) { handle(event.data.u64) }
            if state.withLock({ $0.isStopping }) { return leave() }
            if isTicking, ContinuousClock.now - lastTick >= .seconds(1) {
                lastTick = .now
                tick(at: lastTick)
            }
        }
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
        let farewells = state.withLock { state in
            state.isRunning = false
            defer { state.farewells = [] }
            return state.farewells
        }
        for farewell in farewells { farewell.resume() }
    }
}
#endif
