public import MortiseSQL
import MortiseLocking

/// Keeps the calls that an engine makes to its database.
public final class CallLog: Sendable {
    private let entries = Locked<[DatabaseCall]>([])

    /// An empty log.
    public init() {}

    /// The calls, in order.
    public var calls: [DatabaseCall] { entries.withLock { $0 } }

    /// Forgets what was called so far.
    public func clear() { entries.withLock { $0 = [] } }

    /// The database, its calls kept here.
    public func recording(_ database: any Database) -> any Database {
        InterceptedDatabase(database) { (call) throws(DatabaseError) in self.entries.withLock { $0.append(call) } }
    }
}
