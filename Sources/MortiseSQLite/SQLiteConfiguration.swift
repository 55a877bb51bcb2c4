#if SQLite
import Glibc
public import Logging
public import MortiseSQL

/// How an SQLite database is opened.
public struct SQLiteConfiguration: Sendable {
    /// Where the data is.
    public enum Location: Sendable, Hashable {
        /// A file. Its write-ahead log lies beside it, under the same name with `-wal` and `-shm`.
        case file(String)
        /// A private database in memory, gone when it is closed.
        case memory
    }

    /// When a commit counts as done (`PRAGMA synchronous`).
    public enum Synchronous: String, Sendable, Hashable {
        /// Once it is on the disk: an acknowledged commit survives a loss of power.
        case full = "FULL"
        /// Once the system has it: the last commits may be lost with the power, never the integrity of the file.
        case normal = "NORMAL"
    }

    /// Where the data is.
    public var location: Location
    /// The number of connections that read beside the one that writes; by default one a core. With 0 one connection
    /// does everything, as it always does in memory.
    public var readers: Int
    /// The longest wait for a write lock that another process or database object holds; then the caller gets `.busy`.
    public var busyTimeout: Duration
    /// The longest a statement may run; then the caller gets `.timeout`.
    public var statementTimeout: Duration
    /// The longest wait for a connection; then the caller gets `.poolExhausted`.
    public var poolTimeout: Duration
    /// When a commit counts as done.
    public var synchronous: Synchronous
    /// How transactions are run again.
    public var retryPolicy: RetryPolicy
    /// Whether a missing file is made, readable by its owner alone (mode 0600).
    public var createsFile: Bool
    /// Whether the file is opened for reading only; every write then fails with `.readOnly`.
    public var isReadOnly: Bool
    /// Whether reading leaves no trace: with ``isReadOnly``, a file that nobody has open is read as it is, without the log
    /// and its index that SQLite makes beside a file even to read it. For a short look, since a process that begins to
    /// write meanwhile makes the file seem damaged.
    public var leavesNoTrace = false
    /// The mark (`PRAGMA application_id`) that an app has put on its own file; 0 for none. A file with another mark belongs
    /// to another program and is refused with `.unavailable`.
    public var applicationID: Int32
    /// The most memory a connection uses for pages of the file, in KiB.
    public var cacheKibibytes: Int
    /// Gets each statement at level trace and slow ones as warnings, by name and without values.
    public var logger = Logger(label: "mortise.database")
    /// How long a statement takes that is warned about; `nil` for no warnings.
    public var slowStatement: Duration? = .milliseconds(500)

    /// A configuration.
    public init(
        _ location: Location, readers: Int? = nil, busyTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(10), poolTimeout: Duration = .seconds(5),
        synchronous: Synchronous = .full, retryPolicy: RetryPolicy = RetryPolicy(), createsFile: Bool = true,
        isReadOnly: Bool = false, applicationID: Int32 = 0, cacheKibibytes: Int = 65_536
    ) {
        self.location = location
        self.readers = readers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        self.busyTimeout = busyTimeout
        self.statementTimeout = statementTimeout
        self.poolTimeout = poolTimeout
        self.synchronous = synchronous
        self.retryPolicy = retryPolicy
        self.createsFile = createsFile
        self.isReadOnly = isReadOnly
        self.applicationID = applicationID
        self.cacheKibibytes = cacheKibibytes
    }

    var hasSingleConnection: Bool { location == .memory || readers < 1 }
}
#endif
