/// What a rotation of keys came to.
public struct KeyRotation: Sendable, Hashable {
    /// How far a rotation has come.
    public struct Progress: Sendable, Hashable {
        /// The table at work.
        public let table: String
        /// The rows looked at in the first pass over all tables.
        public let examined: Int
        /// About how many there are: rows come and go meanwhile.
        public let total: Int
        /// The values moved to the active key.
        public let moved: Int
    }

    /// The number of the key that everything is made with now.
    public let key: UInt32
    /// The rows looked at in the first pass over all tables.
    public internal(set) var examined = 0
    /// The values moved to the active key.
    public internal(set) var moved = 0
    /// The values that open with no key and were left as they are: `verify` names them.
    public internal(set) var unreadable = 0
    /// Whether a whole pass found nothing left to do. Otherwise some node still writes with a retired key.
    public internal(set) var isComplete = false

    init(key: UInt32) { self.key = key }
}
