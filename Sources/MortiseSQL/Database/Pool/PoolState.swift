/// The decisions of a pool, without threads, time or I/O: who gets which slot.
///
/// Waiters are served first come, first served.
///
/// What every statement does is inlinable, as in ``ConnectionPool``: a backend's module then compiles it for its own type
/// of connection, where it would look types up at each call.
@usableFromInline struct PoolState<Resource, Waiter> {
    @usableFromInline typealias WaiterID = WaiterQueue<Waiter>.ID

    @usableFromInline typealias Slot = PoolSlot<Resource>

    enum LeaseDecision {
        case granted(Slot)
        case wait(WaiterID)
        case closed
    }

    @usableFromInline enum ReleaseDecision {
        case handOver(Slot, to: Waiter)
        case kept
        case discard(Resource?)
    }

    let capacity: Int
    @usableFromInline var isClosed = false
    @usableFromInline var idle: [Resource] = []
    @usableFromInline var vacancies: Int
    @usableFromInline var waiters = WaiterQueue<Waiter>()

    init(capacity: Int) {
        self.capacity = capacity
        vacancies = capacity
    }

    var inUse: Int { capacity - vacancies - idle.count }
    var waiting: Int { waiters.count }
    /// When the next waiter gives up.
    var nextDeadline: ContinuousClock.Instant? { waiters.firstDeadline }

    /// A slot now, if one is free and nobody waits for it already.
    @inlinable mutating func leaseNow() -> Slot? {
        guard !isClosed, waiters.isEmpty else { return nil }
        return takeSlot()
    }

    /// A slot, at once or in turn.
    ///
    /// - Parameter deadline: Until when the waiter waits: not earlier than any before.
    mutating func lease(for waiter: Waiter, until deadline: ContinuousClock.Instant) -> LeaseDecision {
        if isClosed { return .closed }
        if let slot = leaseNow() { return .granted(slot) }
        return .wait(waiters.append(waiter, until: deadline))
    }

    /// A resource comes back; `nil` when it is gone and only its place is free.
    @inlinable mutating func release(_ resource: Resource?) -> ReleaseDecision {
        if isClosed {
            vacancies += 1
            return .discard(resource)
        }
        if let waiter = waiters.popFirst() {
            return .handOver(resource.map(Slot.resource) ?? .vacancy, to: waiter)
        }
        if let resource { idle.append(resource) } else { vacancies += 1 }
        return .kept
    }

    /// A waiter gives up.
    ///
    /// - Returns: The waiter, if it was still waiting.
    mutating func abandon(_ waiter: WaiterID) -> Waiter? { waiters.remove(waiter) }

    /// A waiter that has waited until its deadline, and waits no more.
    mutating func nextLate(at now: ContinuousClock.Instant) -> Waiter? { waiters.popLate(at: now) }

    /// Ends the pool.
    ///
    /// - Returns: The idle resources to close and the waiters to refuse.
    mutating func close() -> (idle: [Resource], waiters: [Waiter]) {
        isClosed = true
        defer {
            vacancies += idle.count
            idle = []
        }
        return (idle, waiters.removeAll())
    }

    // The one used last is the warmest.
    @inlinable mutating func takeSlot() -> Slot? {
        if let resource = idle.popLast() { return .resource(resource) }
        guard vacancies > 0 else { return nil }
        vacancies -= 1
        return .vacancy
    }
}

/// What a lease is given.
@usableFromInline enum PoolSlot<Resource> {
    case resource(Resource)
    /// Leave to open one.
    case vacancy
}

extension PoolSlot: Sendable where Resource: Sendable {}
