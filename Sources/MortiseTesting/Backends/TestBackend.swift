/// A kind of database to run a test on: the same test, from one source, on all of them.
public enum TestBackend: String, Sendable, CaseIterable, CustomStringConvertible {
    /// SQLite in memory, one connection for everything.
    case sqliteMemory = "SQLite in memory"
    /// A SQLite file with its default connections.
    case sqliteFile = "SQLite file"
    /// A SQLite file with one connection for everything.
    case sqliteFileSingle = "SQLite file, one connection"
    /// PostgreSQL with several connections.
    case postgres = "PostgreSQL"
    /// PostgreSQL with one connection.
    case postgresSingle = "PostgreSQL, one connection"

    /// The variable that names the server for tests: a connection string as libpq takes it, of a role that may make
    /// databases.
    public static let postgresVariable = "MORTISE_TEST_POSTGRES_URL"

    /// The variable that says how many connections a backend with several of them has in tests. With 1 all work takes
    /// turns, and what asks for a second connection while it holds one waits until it is refused.
    public static let poolSizeVariable = "MORTISE_TEST_POOL_SIZE"

    /// Those that can be tested here: PostgreSQL where the variable is set.
    public static var available: [TestBackend] {
        allCases.filter { $0.isSQLite ? hasSQLite : PostgresServer.connectionString != nil }
    }

    /// Those that several engines can open: all but a database in memory.
    public static var lasting: [TestBackend] { available.filter { $0 != .sqliteMemory } }

    /// Those with several connections on lasting storage: where races are real.
    public static var concurrent: [TestBackend] {
        available.filter { $0 == .sqliteFile || $0 == .postgres }
    }

    /// Whether it is a SQLite database.
    public var isSQLite: Bool {
        switch self {
        case .sqliteMemory, .sqliteFile, .sqliteFileSingle: true
        case .postgres, .postgresSingle: false
        }
    }

    /// The name.
    public var description: String { rawValue }

    private static var hasSQLite: Bool {
        #if SQLite
        true
        #else
        false
        #endif
    }
}
