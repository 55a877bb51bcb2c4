/// The decisions of a pool, without threads, time or I/O: who gets which slot.
///
/// A slot is an idle resource or leave to open one. Waiters are served first come, first served.
struct PoolState<Resource> {
    typealias WaiterID = UInt64

    enum Slot {
        case resource(Resource)
        case vacancy
    }

    enum LeaseDecision {
        case granted(Slot)
        case wait(WaiterID)
        case closed
    }

    enum ReleaseDecision {
        case handOver(Slot, to: WaiterID)
        case kept
        case discard(Resource?)
    }

    let capacity: Int
    private(set) var isClosed = false
    private(set) var idle: [Resource] = []
    private var vacancies: Int
    private var waiters: [WaiterID] = []
    private var nextWaiter: WaiterID = 0

    init(capacity: Int) {
        self.capacity = capacity
        vacancies = capacity
    }

    var inUse: Int { capacity - vacancies - idle.count }
    var waiting: Int { waiters.count }

    /// A slot now, if one is free and nobody waits for it already.
    mutating func leaseNow() -> Slot? {
        guard !isClosed, waiters.isEmpty else { return nil }
        return takeSlot()
    }

    mutating func lease() -> LeaseDecision {
        if isClosed { return .closed }
        if let slot = leaseNow() { return .granted(slot) }
        nextWaiter += 1
        waiters.append(nextWaiter)
        return .wait(nextWaiter)
    }

    /// A resource comes back; `nil` when it is gone and only its place is free.
    mutating func release(_ resource: Resource?) -> ReleaseDecision {
        if isClosed {
            vacancies += 1
            return .discard(resource)
        }
        if !waiters.isEmpty {
            let slot = resource.map(Slot.resource) ?? .vacancy
            return .handOver(slot, to: waiters.removeFirst())
        }
        if let resource { idle.append(resource) } else { vacancies += 1 }
        return .kept
    }

    /// A waiter gives up.
    ///
    /// - Returns: Whether it was still waiting.
    mutating func abandon(_ waiter: WaiterID) -> Bool {
        guard let position = waiters.firstIndex(of: waiter) else { return false }
        waiters.remove(at: position)
        return true
    }

    /// Ends the pool.
    ///
    /// - Returns: The idle resources to close and the waiters to refuse.
    mutating func close() -> (idle: [Resource], waiters: [WaiterID]) {
        isClosed = true
        defer {
            vacancies += idle.count
            idle = []
            waiters = []
        }
        return (idle, waiters)
    }

    // The one used last is the warmest.
    private mutating func takeSlot() -> Slot? {
        if let resource = idle.popLast() { return .resource(resource) }
        guard vacancies > 0 else { return nil }
        vacancies -= 1
        return .vacancy
    }
}

extension PoolState.Slot: Sendable where Resource: Sendable {}
