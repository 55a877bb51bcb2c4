#if Postgres
import CLibPQ
import MortiseSQL
import MortiseLocking
import Synchronization

/// A connection to the server. Any task may submit; answers come through the event loop.
final class ServerConnection: Sendable {
    let token: EventLoop.Token
    /// Whether what a statement leaves behind in the server's session is there for the next one. Behind PgBouncer in
    /// transaction mode it may be gone, or another's.
    let hasOwnSession: Bool
    private let loop: EventLoop
    private let executor: LoopExecutor
    private let pipeline: Locked<Pipeline>
    private let isBrokenFlag = Atomic(false)

    /// Takes over a connection in pipeline mode.
    ///
    /// - Throws: ``DatabaseError`` with code `.closed` when the database was closed meanwhile.
    init(
        _ handle: consuming ConnectionHandle, on loop: EventLoop, of executor: LoopExecutor, settings: WireSettings
    ) throws(DatabaseError) {
        let socket = handle.socket
        token = loop.nextToken()
        self.loop = loop
        self.executor = executor
        hasOwnSession = settings.preparesStatements
        pipeline = Locked(Pipeline(handle, loop: loop, token: token, settings: settings))
        guard loop.add(self, socket: socket) else {
            throw .closed
        }
    }

    /// Whether the connection is gone.
    var isBroken: Bool { isBrokenFlag.load(ordering: .acquiring) }

    /// Whether something is under way.
    var isBusy: Bool { pipeline.withLock { $0.isBusy } }

    /// Where the server stands: idle, within a transaction, within a failed one, or unknown.
    var transactionStatus: PGTransactionStatusType { pipeline.withLock { $0.transactionStatus } }

    /// Runs a command to its end, whatever becomes of the task.
    func run(_ command: Command) async -> Reply {
        await reply(to: Request(command))
    }

    /// Runs a command; a cancelled task cancels it on the server. Only for a connection lent to this task alone.
    func runCancellably(_ command: Command) async -> Reply {
        let request = Request(command)
        let cancellation = Cancellation()
        if Task.isCancelled { return .unanswered(.cancelled, wasSent: false) }
        let reply: Reply = await withTaskCancellationHandler {
            await self.reply(to: request)
        } onCancel: {
            if request.withdraw() {
                request.finish(.unanswered(.cancelled, wasSent: false))
            } else {
                self.cancel(request, cancellation)
            }
        }
        return await settled(reply, cancellation)
    }

    /// The reply to a request that there may have been an attempt to cancel, once that is over.
    func settled(_ reply: Reply, _ cancellation: Cancellation) async -> Reply {
        guard cancellation.wasTried else { return reply }
        if await !cancellation.isSettled() { close(.connectionLost("cancelling took too long")) }
        guard case .answered(let result) = reply, result.isError, DatabaseError(result).code == .timeout else {
            return reply
        }
        return .unanswered(.cancelled, wasSent: true)
    }

    /// Runs a command without effects; a cancelled task only stops waiting. For a connection that many tasks share.
    func read(_ command: Command) async -> Reply {
        let request = Request(command)
        if Task.isCancelled { return .unanswered(.cancelled, wasSent: false) }
        return await withTaskCancellationHandler {
            await self.reply(to: request)
        } onCancel: {
            request.finish(.unanswered(.cancelled, wasSent: true))
        }
    }

    /// Has a statement prepared anew at its next use.
    func retire(_ template: StatementTemplate) { pipeline.withLock { $0.retire(template) } }

    /// Lifts the limit on how long an answer may take, or sets it again.
    func setDeadline(_ isOn: Bool) { pipeline.withLock { $0.setDeadline(isOn) } }

    /// Closes the connection; whoever waits for an answer gets `error`.
    func close(_ error: DatabaseError) { change { $0.fail(error) } }

    /// The event loop calls it when the socket has something, or takes something.
    func becameReady() {
        // Those who are told their answers have their next requests sent together.
        if change({ $0.receive() }) > 1 { release() }
    }

    /// Sends what has gathered.
    func release() { change { $0.release() } }

    /// Has somebody told, before the tasks are, how many requests were answered; `nil` tells nobody any more.
    func observe(_ observer: (@Sendable (Int) -> Void)?) { pipeline.withLock { $0.observer = observer } }

    /// Takes a request whose reply somebody waits for.
    func submit(_ request: Request) {
        let current = executor.current
        var isFirst = false
        change { pipeline in
            // On a loop's thread: what all its tasks ask for in this turn goes together at the turn's end.
            if current != nil { isFirst = pipeline.hold() }
            pipeline.add(request)
        }
        if isFirst { current?.releaseAfterTurn(self) }
        loop.expectAnswer()
    }

    /// Asks the server to cancel a request.
    ///
    /// - Returns: `false` when it is not under way.
    @discardableResult
    func cancel(_ request: Request, _ cancellation: Cancellation) -> Bool {
        let handle = pipeline.withLock { pipeline in
            let handle = pipeline.cancelHandle(for: request)
            // Before the answer can land, so that the task is sure to wait for the end of the attempt.
            if handle != nil { cancellation.begin() }
            return handle
        }
        if let handle { cancellation.run(handle) }
        return handle != nil
    }

    /// The event loop calls it from time to time.
    ///
    /// - Returns: Whether an answer is still awaited.
    func keepsDeadline(at now: ContinuousClock.Instant) -> Bool {
        change { $0.checkDeadline(at: now) }
        return isBusy
    }

    private func reply(to request: Request) async -> Reply {
        await request.answered { submit(request) }
    }

    // Tells tasks what became of their requests outside the lock.
    @discardableResult
    private func change(_ body: (inout Pipeline) -> Void) -> Int {
        let (landed, observer) = pipeline.withLock { pipeline in
            body(&pipeline)
            if pipeline.failure != nil { isBrokenFlag.store(true, ordering: .releasing) }
            return (pipeline.takeLanded(), pipeline.observer)
        }
        if landed.isEmpty { return 0 }
        observer?(landed.count)
        for landing in landed { landing.request.finish(landing.reply) }
        return landed.count
    }
}

extension DatabaseError {
    static var cancelled: DatabaseError { DatabaseError(.cancelled, "the task was cancelled") }
    static var closed: DatabaseError { DatabaseError(.closed, "the database was closed") }
}
#endif
