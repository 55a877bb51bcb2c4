/// The state of a connection pool at one moment.
public struct PoolStatistics: Sendable, Hashable {
    /// The most connections there may be.
    public var capacity: Int
    /// Connections lent out.
    public var inUse: Int
    /// Open connections that wait for work.
    public var idle: Int
    /// Tasks that wait for a connection.
    public var waiting: Int

    /// Statistics.
    public init(capacity: Int, inUse: Int, idle: Int, waiting: Int) {
        self.capacity = capacity
        self.inUse = inUse
        self.idle = idle
        self.waiting = waiting
    }
}
