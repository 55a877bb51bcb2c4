/// What the keys of an engine are used for now.
public struct KeyStatus: Sendable, Hashable {
    /// What a key can be needed for.
    public enum Use: String, Sendable, Hashable, CaseIterable {
        /// Addresses of accounts are found by its digests. A rotation moves them.
        case addresses
        /// Values are sealed with it: addresses, names, what goes with a mailed link, mails, events. A rotation seals them anew.
        case sealedValues = "sealed_values"
        /// Tokens of sessions that are not over are known by its digests. They end by themselves.
        case sessions
        /// Mailed links that still work are known by its digests. They end by themselves.
        case mailedLinks = "mailed_links"

        /// Whether a rotation takes the use off a key, so that nothing has to wait for it.
        public var isRotated: Bool { self == .addresses || self == .sealedValues }
    }

    /// One key.
    public struct Key: Sendable, Hashable {
        /// Its number.
        public let number: UInt32
        /// Whether it makes everything new.
        public let isActive: Bool
        /// Whether this engine has it.
        public let isOnRing: Bool
        /// Whether it was dropped: its number is used up.
        public let isDropped: Bool
        /// How much is made with it.
        public let uses: [Use: Int]

        /// Whether nothing needs it, so that it can be dropped.
        public var canBeDropped: Bool { !isActive && !isDropped && uses.values.allSatisfy { $0 == 0 } }
    }

    /// The keys of the ring and of the database, by number.
    public let keys: [Key]
    /// Stored values that open with no key: `verify` names them.
    public let unreadable: Int

    /// Whether a rotation has something to do.
    public var needsRotation: Bool {
        keys.contains { key in !key.isActive && key.uses.contains { $0.key.isRotated && $0.value > 0 } }
    }
}
