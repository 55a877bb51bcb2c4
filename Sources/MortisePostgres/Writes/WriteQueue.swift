#if Postgres
import MortiseLocking
import MortiseSQL

/// Single writes of all tasks, on as many of the pool's connections as come free, two on each.
///
/// Each write has a Sync of its own: the server commits it by itself, its error is its own caller's, and several
/// connections that commit at once share one flush of the log. No write is sent twice.
final class WriteQueue: Sendable {
    /// A write, and where it was sent.
    private final class Write: Sendable {
        let request: Request
        private let place = Locked<ServerConnection?>(nil)

        init(_ command: Command) { request = Request(command) }

        var wire: ServerConnection? { place.withLock { $0 } }

        func send(to wire: ServerConnection) {
            place.withLock { $0 = wire }
            wire.submit(request)
        }
    }

    private let lanes = Locked(WriteLanes<ServerConnection, Write>())
    private let pool: ConnectionPool<ServerConnection>

    init(_ pool: ConnectionPool<ServerConnection>) { self.pool = pool }

    /// The writes not yet sent.
    var waiting: Int { lanes.withLock { $0.waitingCount } }

    /// Whether a statement may share a connection with others: it must be known to leave nothing behind in the session.
    static func takes(_ template: StatementTemplate) -> Bool {
        guard template.isWrite, template.isReused, !template.isScan,
            case .sql(let text)? = template.fragment.segments.first
        else { return false }
        return ["INSERT ", "UPDATE ", "DELETE "].contains { text.hasPrefix($0) }
    }

    /// Runs a write in its own transaction.
    ///
    /// A cancelled task takes back a write that was not sent. One that was is cancelled at the server when it has a
    /// connection to itself; else the task stops waiting, and the error says that it may have been committed.
    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        let command = Command.statement(statement.template, statement.bindings)
        var (reply, wire) = await run(command)
        // The server has not run it. More than once: others who share the connection may have prepared it in vain.
        var tries = 0
        while reply.isStalePreparation, tries < 5 {
            tries += 1
            wire?.retire(statement.template)
            (reply, wire) = await run(command)
        }
        let result = try reply.result(mayCommit: true)
        do throws(DatabaseError) {
            return try result.decoded(statement)
        } catch {
            throw error.withUnknownOutcome
        }
    }

    private func run(_ command: Command) async -> (Reply, ServerConnection?) {
        if Task.isCancelled { return (.unanswered(.cancelled, wasSent: false), nil) }
        let write = Write(command)
        let cancellation = Cancellation()
        let reply = await withTaskCancellationHandler {
            await write.request.answered { submit(write) }
        } onCancel: {
            cancel(write, cancellation)
        }
        let wire = write.wire
        guard cancellation.wasTried, let wire else { return (reply, wire) }
        let settled = await wire.settled(reply, cancellation)
        lanes.withLock { $0.unseal(ObjectIdentifier(wire)) }
        pump()
        return (settled, wire)
    }

    private func submit(_ write: Write) {
        let now = ContinuousClock.now
        lanes.withLock { $0.add(write, at: now) }
        pump()
    }

    /// So many writes on a connection have been answered.
    private func landed(_ count: Int, on wire: ServerConnection) {
        let now = ContinuousClock.now
        lanes.withLock { $0.landed(count, on: ObjectIdentifier(wire), isBroken: wire.isBroken, at: now) }
        pump()
    }

    // Sends what can be sent, gives back what is not needed, and asks for what is.
    private func pump() {
        let now = ContinuousClock.now
        while lanes.withLock({ $0.wantsIdle }), let wire = pool.leaseIdle() { adopt(wire, at: now) }
        let othersWait = pool.statistics.waiting > (lanes.withLock { $0.isAsking } ? 1 : 0)
        let (departures, idle, mustAsk) = lanes.withLock { lanes in
            let departures = lanes.departures(othersWait: othersWait, at: now)
            return (departures, lanes.takeIdle(), lanes.ask())
        }
        for wire in idle { giveBack(wire) }
        for departure in departures { departure.write.send(to: departure.connection) }
        // Unstructured: whoever happens to ask may be cancelled, the others wait on.
        if mustAsk { Task { await self.askForConnection() } }
    }

    private func adopt(_ wire: ServerConnection, at now: ContinuousClock.Instant) {
        wire.observe { [self, unowned wire] count in landed(count, on: wire) }
        lanes.withLock { $0.open(wire, id: ObjectIdentifier(wire), at: now) }
    }

    private func giveBack(_ wire: ServerConnection) {
        wire.observe(nil)
        pool.release(wire.isBroken ? nil : wire)
    }

    private func askForConnection() async {
        let start = ContinuousClock.now
        do throws(DatabaseError) {
            let wire = try await pool.lease()
            let now = ContinuousClock.now
            adopt(wire, at: now)
            lanes.withLock { $0.hasAnswer() }
            pump()
        } catch {
            let refused = lanes.withLock { lanes in
                lanes.hasAnswer()
                return lanes.takeWaiting(since: error.code == .poolExhausted ? start : .now)
            }
            for write in refused { write.request.finish(.unanswered(error, wasSent: false)) }
            pump()
        }
    }

    private func cancel(_ write: Write, _ cancellation: Cancellation) {
        if write.request.withdraw() { return write.request.finish(.unanswered(.cancelled, wasSent: false)) }
        guard let wire = write.wire, lanes.withLock({ $0.seal(ObjectIdentifier(wire)) }) else {
            return write.request.finish(.unanswered(.cancelled.withUnknownOutcome, wasSent: true))
        }
        guard !wire.cancel(write.request, cancellation) else { return }
        // Its answer has come: what the connection carries is another's.
        lanes.withLock { $0.unseal(ObjectIdentifier(wire)) }
        pump()
    }
}
#endif
