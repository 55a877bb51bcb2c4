extension HashingPool {
    /// One consistent look at a pool.
    public struct Statistics: Hashable, Sendable {
        /// The threads that the pool was made with.
        public let threads: Int
        /// Hashes that run now, at most `threads`.
        public let running: Int
        /// Jobs that wait for a thread.
        public let queued: Int
        /// Jobs refused with `overloaded` so far.
        public let rejected: Int
        /// Hashes that have run to their end so far, with or without success.
        public let completed: Int
        /// The time those took, in seconds.
        public let totalSeconds: Double
    }
}
