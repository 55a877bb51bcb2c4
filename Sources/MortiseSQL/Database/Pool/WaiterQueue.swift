/// Those who wait, in the order of asking, each until a deadline of its own.
///
/// All wait equally long, so deadlines are in the same order. Serving the first takes constant time and leaving from
/// the middle a binary search, however many wait.
@usableFromInline struct WaiterQueue<Waiter> {
    /// Who waits. Later ones have greater identifiers; none is given twice.
    @usableFromInline typealias ID = UInt64

    private struct Place {
        let id: ID
        let deadline: ContinuousClock.Instant
        /// `nil` once the waiter has left or was served.
        var waiter: Waiter?
    }

    private var places: [Place] = []
    /// The first place that may still be taken.
    private var head = 0
    private var lastID: ID = 0

    /// The number of those who wait.
    @usableFromInline private(set) var count = 0

    @inlinable var isEmpty: Bool { count == 0 }

    /// When the one who waits longest gives up.
    var firstDeadline: ContinuousClock.Instant? { isEmpty ? nil : places[head].deadline }

    /// Adds one at the end.
    ///
    /// - Parameter deadline: Until when it waits: not earlier than any before.
    mutating func append(_ waiter: Waiter, until deadline: ContinuousClock.Instant) -> ID {
        lastID += 1
        places.append(Place(id: lastID, deadline: deadline, waiter: waiter))
        count += 1
        return lastID
    }

    /// Removes the one who waits longest.
    @usableFromInline mutating func popFirst() -> Waiter? { isEmpty ? nil : take(head) }

    /// Removes the one who waits longest if it has done so until its deadline.
    mutating func popLate(at now: ContinuousClock.Instant) -> Waiter? {
        guard let firstDeadline, firstDeadline <= now else { return nil }
        return popFirst()
    }

    /// Removes one from wherever it stands.
    ///
    /// - Returns: `nil` when it does not wait any more.
    mutating func remove(_ id: ID) -> Waiter? {
        var low = head
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].id < id { low = middle + 1 } else { high = middle }
        }
        guard low < places.count, places[low].id == id, places[low].waiter != nil else { return nil }
        return take(low)
    }

    /// Removes all, in the order of asking.
    mutating func removeAll() -> [Waiter] {
        defer {
            places = []
            head = 0
            count = 0
        }
        return places.compactMap(\.waiter)
    }

    private mutating func take(_ place: Int) -> Waiter? {
        let waiter = places[place].waiter
        places[place].waiter = nil
        count -= 1
        while head < places.count, places[head].waiter == nil { head += 1 }
        // Swept only when most places are empty, so that each waiter pays for it once.
        if places.count > 2 * count {
            places.removeAll { $0.waiter == nil }
            head = 0
        }
        return waiter
    }
}
