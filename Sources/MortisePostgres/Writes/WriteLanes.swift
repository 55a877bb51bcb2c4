#if Postgres
import MortiseSQL

/// The decisions about single writes, without threads or I/O: which write goes to which connection, and when.
///
/// A connection carries at most two writes: one that the server runs, and the next one, so that it need not wait for us
/// in between. Each is a transaction of its own. A write that takes long, as one that waits for a lock, gets no second.
struct WriteLanes<Connection: Sendable, Write: Sendable> {
    struct Departure: Sendable {
        let connection: Connection
        let write: Write
    }

    private struct Lane {
        let connection: Connection
        let id: ObjectIdentifier
        var load = 0
        var served = 0
        var lastMove: ContinuousClock.Instant
        /// Whether nothing more may be sent: the server is being asked to cancel what runs.
        var isSealed = false
        /// Whether the connection is gone, so that nothing may be sent any more.
        var isBroken = false
    }

    /// After so long a write counts as one that waits for something.
    static var patience: Duration { .milliseconds(20) }
    /// The writes a connection carries before others who wait for one get it.
    private static var quota: Int { 8 }

    private var lanes: [Lane] = []
    private var waiting: [(write: Write, since: ContinuousClock.Instant)] = []
    /// Whether a connection has been asked for.
    private(set) var isAsking = false

    /// The writes not yet sent.
    var waitingCount: Int { waiting.count }

    mutating func add(_ write: Write, at now: ContinuousClock.Instant) { waiting.append((write, now)) }

    /// A connection has come.
    mutating func open(_ connection: Connection, id: ObjectIdentifier, at now: ContinuousClock.Instant) {
        lanes.append(Lane(connection: connection, id: id, lastMove: now))
    }

    /// Whether the oldest waiting write could use a connection that is idle.
    var wantsIdle: Bool { !waiting.isEmpty && !lanes.contains { $0.load == 0 && !$0.isSealed && !$0.isBroken } }

    /// Sends what can be sent.
    ///
    /// - Parameter othersWait: Whether transactions wait for a connection: a lane that has had its share then ends.
    mutating func departures(othersWait: Bool, at now: ContinuousClock.Instant) -> [Departure] {
        var departures: [Departure] = []
        while departures.count < waiting.count, let index = nextLane(othersWait, now) {
            if lanes[index].load == 0 { lanes[index].lastMove = now }
            lanes[index].load += 1
            lanes[index].served += 1
            departures.append(
                Departure(connection: lanes[index].connection, write: waiting[departures.count].write))
        }
        waiting.removeFirst(departures.count)
        return departures
    }

    private func nextLane(_ othersWait: Bool, _ now: ContinuousClock.Instant) -> Int? {
        var best: Int?
        for (index, lane) in lanes.enumerated() where lane.load < 2 && !lane.isSealed && !lane.isBroken {
            if othersWait, lane.served >= Self.quota { continue }
            if lane.load == 0 { return index }
            if best == nil, now - lane.lastMove < Self.patience { best = index }
        }
        return best
    }

    /// So many writes have been answered.
    ///
    /// - Parameter isBroken: Whether they were because the connection is gone.
    mutating func landed(
        _ count: Int, on id: ObjectIdentifier, isBroken: Bool = false, at now: ContinuousClock.Instant
    ) {
        guard let index = lanes.firstIndex(where: { $0.id == id }) else { return }
        lanes[index].load -= count
        lanes[index].lastMove = now
        if isBroken { lanes[index].isBroken = true }
    }

    /// The connections that are no longer needed. What can be sent has been.
    mutating func takeIdle() -> [Connection] {
        var idle: [Connection] = []
        lanes.removeAll { lane in
            let isIdle = lane.load == 0 && !lane.isSealed
            if isIdle { idle.append(lane.connection) }
            return isIdle
        }
        return idle
    }

    /// Keeps a connection for the one write it carries.
    ///
    /// - Returns: `false` when it carries another one too.
    mutating func seal(_ id: ObjectIdentifier) -> Bool {
        guard let index = lanes.firstIndex(where: { $0.id == id }), lanes[index].load == 1, !lanes[index].isSealed
        else { return false }
        lanes[index].isSealed = true
        return true
    }

    /// Opens a sealed connection for others again.
    mutating func unseal(_ id: ObjectIdentifier) {
        if let index = lanes.firstIndex(where: { $0.id == id }) { lanes[index].isSealed = false }
    }

    /// Whether to ask for one more connection now: while writes wait, for us or behind another one.
    mutating func ask() -> Bool {
        guard !isAsking, !waiting.isEmpty || lanes.contains(where: { $0.load > 1 }) else { return false }
        isAsking = true
        return true
    }

    /// The connection that was asked for has come, or will not.
    mutating func hasAnswer() { isAsking = false }

    /// Takes out the writes that wait since a moment or longer.
    mutating func takeWaiting(since moment: ContinuousClock.Instant) -> [Write] {
        let old = waiting.prefix { $0.since <= moment }.map(\.write)
        waiting.removeFirst(old.count)
        return old
    }
}
#endif
