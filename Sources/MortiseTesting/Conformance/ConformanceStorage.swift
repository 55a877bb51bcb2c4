public import MortiseSQL

/// An empty storage of the backend under test, for one check.
public struct ConformanceStorage: Sendable {
    /// What a check asks of the database it runs on.
    public struct Options: Sendable, Hashable {
        /// The most connections, readers and writers together; `nil` leaves it to the backend.
        public var poolSize: Int?
        /// The longest wait for a connection; `nil` leaves it to the backend, which should allow some seconds.
        public var poolTimeout: Duration?
        /// The longest a statement may run; `nil` leaves it to the backend, which should allow some seconds.
        public var statementTimeout: Duration?

        /// Options.
        public init(poolSize: Int? = nil, poolTimeout: Duration? = nil, statementTimeout: Duration? = nil) {
            self.poolSize = poolSize
            self.poolTimeout = poolTimeout
            self.statementTimeout = statementTimeout
        }
    }

    let isPersistent: Bool
    let open: @Sendable (Options) async throws -> any Database

    /// An empty storage.
    ///
    /// - Parameters:
    ///   - isPersistent: Whether data survives closing, so that `open` finds it again.
    ///   - open: Opens the database in it; the check closes it.
    public init(isPersistent: Bool, open: @escaping @Sendable (Options) async throws -> any Database) {
        self.isPersistent = isPersistent
        self.open = open
    }
}
