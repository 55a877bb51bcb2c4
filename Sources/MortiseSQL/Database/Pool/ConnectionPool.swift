public import MortiseLocking

/// A bounded pool of connections, opened when first needed and lent in the order of asking.
public final class ConnectionPool<Connection: Sendable>: Sendable {
    @usableFromInline typealias Slot = PoolSlot<Connection>
    @usableFromInline typealias Waiter = Handover<Result<Slot, DatabaseError>>
    @usableFromInline typealias Pool = PoolState<Connection, Waiter>

    @usableFromInline struct State {
        @usableFromInline var pool: Pool
        /// Sleeps until the first deadline of those who wait, on behalf of all.
        var timer: Task<Void, Never>?
    }

    @usableFromInline let state: Locked<State>
    private let timeout: Duration
    @usableFromInline let metrics: DatabaseMetrics?
    private let open: @Sendable () async throws(DatabaseError) -> Connection
    @usableFromInline let isUsable: @Sendable (Connection) -> Bool
    @usableFromInline let discard: @Sendable (Connection) -> Void

    /// A pool.
    ///
    /// - Parameters:
    ///   - capacity: The most connections, at least 1.
    ///   - timeout: The longest wait for one; then the caller gets `.poolExhausted`.
    ///   - telemetry: Is told about connections lent and waited for.
    ///   - isUsable: Whether an idle connection is still good; one that is not is replaced.
    ///   - discard: Closes a connection, without blocking.
    ///   - open: Opens a connection.
    public init(
        capacity: Int, timeout: Duration, telemetry: DatabaseTelemetry? = nil,
        isUsable: @escaping @Sendable (Connection) -> Bool = { _ in true },
        discard: @escaping @Sendable (Connection) -> Void,
        open: @escaping @Sendable () async throws(DatabaseError) -> Connection
    ) {
        state = Locked(State(pool: Pool(capacity: max(1, capacity))))
        self.timeout = timeout
        metrics = telemetry?.metrics
        self.open = open
        self.isUsable = isUsable
        self.discard = discard
    }

    deinit { state.withLock { $0.timer?.cancel() } }

    /// A connection that is idle and free right now, without waiting or opening one.
    @inlinable public func leaseIdle() -> Connection? {
        let slot = state.withLock { state in state.pool.idle.isEmpty ? nil : state.pool.leaseNow() }
        guard case .resource(let connection)? = slot else { return nil }
        metrics?.lent(after: .zero)
        if isUsable(connection) { return connection }
        discard(connection)
        release(nil)
        return nil
    }

    /// A connection; waits for one in turn.
    ///
    /// - Throws: ``DatabaseError`` with code `.poolExhausted`, `.cancelled` or `.closed`, or what opening one throws.
    public func lease() async throws(DatabaseError) -> Connection {
        var slot = try await leaseSlot()
        if case .resource(let connection) = slot {
            if isUsable(connection) { return connection }
            discard(connection)
            slot = .vacancy
        }
        do {
            return try await open()
        } catch {
            release(nil)
            throw error
        }
    }

    /// Gives a connection back.
    ///
    /// - Parameter connection: The connection, or `nil` when it is no longer good; the caller has then closed it.
    @inlinable public func release(_ connection: Connection?) {
        metrics?.returned()
        switch state.withLock({ $0.pool.release(connection) }) {
        case .handOver(let slot, let waiter): waiter.resume(returning: .success(slot))
        case .discard(let connection?): discard(connection)
        case .discard(nil), .kept: break
        }
    }

    /// Refuses further leases and closes idle connections; lent ones close when they come back.
    public func close() {
        let (idle, waiters) = state.withLock { state in
            state.timer?.cancel()
            return state.pool.close()
        }
        idle.forEach(discard)
        for waiter in waiters { waiter.resume(returning: .failure(Self.closed)) }
    }

    /// The pool, now.
    public var statistics: PoolStatistics {
        state.withLock {
            PoolStatistics(
                capacity: $0.pool.capacity, inUse: $0.pool.inUse, idle: $0.pool.idle.count, waiting: $0.pool.waiting)
        }
    }

    private func leaseSlot() async throws(DatabaseError) -> Slot {
        if let slot = state.withLock({ $0.pool.leaseNow() }) {
            metrics?.lent(after: .zero)
            return slot
        }
        let start = ContinuousClock.now
        let outcome = await waitForSlot()
        let wait = start.duration(to: .now)
        switch outcome {
        case .success(let slot):
            metrics?.lent(after: wait)
            return slot
        case .failure(let error):
            metrics?.waited(wait)
            throw error
        }
    }

    private func waitForSlot() async -> Result<Slot, DatabaseError> {
        let ticket = Locked<Pool.WaiterID?>(nil)
        return await withTaskCancellationHandler {
            await withHandover { handover in
                let decision = enqueue(handover)
                switch decision {
                case .closed: handover.resume(returning: .failure(Self.closed))
                case .granted(let slot): handover.resume(returning: .success(slot))
                case .wait(let id):
                    ticket.withLock { $0 = id }
                    // The handler may have run before there was a ticket to give up.
                    if Task.isCancelled { abandon(id) }
                }
            }
        } onCancel: {
            if let id = ticket.withLock({ $0 }) { abandon(id) }
        }
    }

    private func enqueue(_ waiter: Waiter) -> Pool.LeaseDecision {
        state.withLock { state in
            // Read under the lock, so that deadlines are in the order of the queue.
            let deadline = ContinuousClock.now + timeout
            let decision = state.pool.lease(for: waiter, until: deadline)
            if case .wait = decision, state.timer == nil { state.timer = startTimer(until: deadline) }
            return decision
        }
    }

    private func abandon(_ id: Pool.WaiterID) {
        state.withLock { $0.pool.abandon(id) }?.resume(returning: .failure(Self.cancelled))
    }

    // Detached, for it outlives the request that happens to start it; it holds the pool only while it looks at it.
    private func startTimer(until first: ContinuousClock.Instant) -> Task<Void, Never> {
        Task.detached { [weak self] in
            var deadline: ContinuousClock.Instant? = first
            while let next = deadline {
                do { try await Task.sleep(until: next, clock: .continuous) } catch { return }
                deadline = self?.refuseLate()
            }
        }
    }

    /// Refuses those who have waited until their deadline.
    ///
    /// - Returns: The next deadline; with `nil` the timer has ended.
    private func refuseLate() -> ContinuousClock.Instant? {
        let (late, next) = state.withLock { state in
            let now = ContinuousClock.now
            var late: [Waiter] = []
            while let waiter = state.pool.nextLate(at: now) { late.append(waiter) }
            let next = state.pool.nextDeadline
            if next == nil { state.timer = nil }
            return (late, next)
        }
        let error = DatabaseError(.poolExhausted, "no connection came free within \(timeout)")
        for waiter in late { waiter.resume(returning: .failure(error)) }
        return next
    }

    private static var closed: DatabaseError { DatabaseError(.closed, "the database was closed") }

    private static var cancelled: DatabaseError {
        DatabaseError(.cancelled, "cancelled while waiting for a connection")
    }
}
