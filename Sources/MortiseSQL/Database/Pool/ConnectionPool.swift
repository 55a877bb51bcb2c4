import MortiseLocking

/// A bounded pool of connections, opened when first needed and lent in the order of asking.
public final class ConnectionPool<Connection: Sendable>: Sendable {
    private typealias Slot = PoolState<Connection>.Slot
    private typealias Waiter = Handover<Result<Slot, DatabaseError>>

    private struct State {
        var pool: PoolState<Connection>
        var continuations: [PoolState<Connection>.WaiterID: Waiter] = [:]
    }

    private let state: Locked<State>
    private let timeout: Duration
    private let open: @Sendable () async throws(DatabaseError) -> Connection
    private let isUsable: @Sendable (Connection) -> Bool
    private let discard: @Sendable (Connection) -> Void

    /// A pool.
    ///
    /// - Parameters:
    ///   - capacity: The most connections, at least 1.
    ///   - timeout: The longest wait for one; then the caller gets `.poolExhausted`.
    ///   - isUsable: Whether an idle connection is still good; one that is not is replaced.
    ///   - discard: Closes a connection, without blocking.
    ///   - open: Opens a connection.
    public init(
        capacity: Int, timeout: Duration,
        isUsable: @escaping @Sendable (Connection) -> Bool = { _ in true },
        discard: @escaping @Sendable (Connection) -> Void,
        open: @escaping @Sendable () async throws(DatabaseError) -> Connection
    ) {
        state = Locked(State(pool: PoolState(capacity: max(1, capacity))))
        self.timeout = timeout
        self.open = open
        self.isUsable = isUsable
        self.discard = discard
    }

    /// A connection that is idle and free right now, without waiting or opening one.
    public func leaseIdle() -> Connection? {
        let slot = state.withLock { state in state.pool.idle.isEmpty ? nil : state.pool.leaseNow() }
        guard case .resource(let connection)? = slot else { return nil }
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
    public func release(_ connection: Connection?) {
        let (decision, waiter) = state.withLock { state in
            let decision = state.pool.release(connection)
            guard case .handOver(_, let id) = decision else { return (decision, nil as Waiter?) }
            return (decision, state.continuations.removeValue(forKey: id))
        }
        switch decision {
        case .handOver(let slot, _): waiter?.resume(returning: .success(slot))
        case .discard(let connection?): discard(connection)
        case .discard(nil), .kept: break
        }
    }

    /// Refuses further leases and closes idle connections; lent ones close when they come back.
    public func close() {
        let (idle, waiters) = state.withLock { state in
            let (idle, ids) = state.pool.close()
            return (idle, ids.compactMap { state.continuations.removeValue(forKey: $0) })
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

    private static var closed: DatabaseError { DatabaseError(.closed, "the database was closed") }

    private func leaseSlot() async throws(DatabaseError) -> Slot {
        if let slot = state.withLock({ $0.pool.leaseNow() }) { return slot }
        let outcome = await waitForSlot()
        return try outcome.get()
    }

    private func waitForSlot() async -> Result<Slot, DatabaseError> {
        let ticket = Locked<PoolState<Connection>.WaiterID?>(nil)
        let timer = Locked<Task<Void, Never>?>(nil)
        defer { timer.withLock { $0?.cancel() } }
        return await withTaskCancellationHandler {
            await withHandover { continuation in
                let immediate: Result<Slot, DatabaseError>? = state.withLock { state in
                    switch state.pool.lease() {
                    case .closed: return .failure(Self.closed)
                    case .granted(let slot): return .success(slot)
                    case .wait(let id):
                        state.continuations[id] = continuation
                        ticket.withLock { $0 = id }
                        return nil
                    }
                }
                if let immediate { return continuation.resume(returning: immediate) }
                guard let id = ticket.withLock({ $0 }) else { return }
                // The handler may have run before there was a ticket to give up.
                if Task.isCancelled { return abandon(id, Self.cancelled) }
                timer.withLock {
                    $0 = Task { [timeout] in
                        do { try await Task.sleep(for: timeout) } catch { return }
                        self.abandon(id, DatabaseError(.poolExhausted, "no connection came free within \(timeout)"))
                    }
                }
            }
        } onCancel: {
            if let id = ticket.withLock({ $0 }) { abandon(id, Self.cancelled) }
        }
    }

    private static var cancelled: DatabaseError {
        DatabaseError(.cancelled, "cancelled while waiting for a connection")
    }

    private func abandon(_ id: PoolState<Connection>.WaiterID, _ error: DatabaseError) {
        let waiter = state.withLock { state in
            state.pool.abandon(id) ? state.continuations.removeValue(forKey: id) : nil
        }
        waiter?.resume(returning: .failure(error))
    }
}
