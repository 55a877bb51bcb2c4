#if Postgres
public import Logging
public import MortiseSQL

/// How to reach a PostgreSQL server, and how long to wait for what.
///
/// Durations reach the server in whole milliseconds. What the connection string itself sets wins over
/// ``connectTimeout``, ``applicationName`` and the keepalive settings here, but not over the statement timeouts.
public struct PostgresConfiguration: Sendable {
    let connectionString: String

    /// The most connections to the server, those for pipelined reads included; at least 1.
    public var poolSize = 20
    /// How many of them only read, many statements at a time; `nil` means 2 when ``poolSize`` is 4 or more, else 0.
    /// At least one connection is always left for transactions.
    public var pipelinedConnections: Int?
    /// The longest wait for one host to accept a connection, in whole seconds of at least 2. Looking up a host's name is
    /// the system's business and not included.
    public var connectTimeout: Duration = .seconds(5)
    /// The longest run of one statement; `nil` means no limit, on the client's side either.
    public var statementTimeout: Duration? = .seconds(10)
    /// The longest wait for one lock; `nil` means no limit.
    public var lockTimeout: Duration? = .seconds(5)
    /// How long a transaction may sit idle before the server ends its connection; `nil` means no limit.
    public var idleTransactionTimeout: Duration? = .seconds(30)
    /// The longest wait for a free connection.
    public var poolTimeout: Duration = .seconds(5)
    /// The name the server shows for the connections, unless the connection string or `PGAPPNAME` gives one.
    public var applicationName = "mortise"
    /// The idle time after which TCP asks whether the server is still there; `nil` means never.
    public var keepaliveIdle: Duration? = .seconds(30)
    /// How long TCP waits for sent data to be acknowledged before it gives the connection up.
    public var tcpUserTimeout: Duration = .seconds(15)
    /// Whether statements stay prepared on the server.
    ///
    /// Set it to `false` behind PgBouncer in transaction mode. The timeouts for statements, locks and idle transactions
    /// are then not sent, for PgBouncer refuses them: set them with `ALTER ROLE … SET`. Migrations need a direct
    /// connection, since their lock belongs to the server's session.
    public var preparedStatements = true
    /// Whether the server refuses every write, with `.readOnly`. Behind PgBouncer, where ``preparedStatements`` is off, it
    /// is not told so.
    public var isReadOnly = false
    /// The most statements a connection keeps prepared; the one unused for longest goes first.
    public var preparedStatementLimit = 256
    /// How transactions are run again.
    public var retryPolicy = RetryPolicy()
    /// Gets each statement at level trace and slow ones as warnings, by name and without values.
    public var logger = Logger(label: "mortise.database")
    /// How long a statement takes that is warned about; `nil` for no warnings.
    public var slowStatement: Duration? = .milliseconds(500)

    /// A configuration.
    ///
    /// - Parameter connectionString: A URL or `key=value` pairs, as libpq takes them; what it leaves open comes from the
    ///   `PG*` variables and the service file. In production: `sslmode=verify-full`. Several hosts with
    ///   `target_session_attrs=read-write` follow a failover.
    public init(_ connectionString: String) {
        self.connectionString = connectionString
    }

    /// Whether the way to the server has to be trusted: the connection leaves this machine, and the server does not prove
    /// who it is (`sslmode=verify-full`). What the connection string leaves open is looked up as libpq does; one that is
    /// malformed trusts everything.
    public var trustsNetwork: Bool { (try? ConnectionString(connectionString))?.trustsNetwork ?? true }

    var readerCount: Int {
        let wanted = pipelinedConnections ?? (poolSize >= 4 ? 2 : 0)
        return min(max(0, wanted), max(1, poolSize) - 1)
    }

    /// How long an answer may take before the connection counts as dead: longer than the server itself would wait.
    var answerLimit: Duration? { statementTimeout.map { $0 + .seconds(5) } }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The pool's size alone: a connection string may hold a password.
    public var description: String { "PostgreSQL, at most \(poolSize) connections, connection string <redacted>" }
    /// As ``description``.
    public var debugDescription: String { description }
    /// A mirror without the connection string.
    public var customMirror: Mirror { Mirror(self, children: ["poolSize": poolSize]) }
}
#endif
