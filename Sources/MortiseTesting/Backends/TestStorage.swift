import FoundationEssentials
public import Logging
public import MortiseSQL
#if SQLite
import MortiseSQLite
#endif
#if Postgres
import MortisePostgres
#endif

/// An empty database of a test's own, gone when the test is over.
public struct TestStorage: Sendable {
    /// The database; each opening of it is a node of its own.
    public let source: DatabaseSource
    /// How the `mortise` command is told to use it; `nil` for a database in memory.
    public let url: String?
    /// A folder of the test's own, for keyrings and other files.
    public let folder: TemporaryFolder
}

extension TestBackend {
    /// Long enough that a busy machine does not turn a race into a time-out.
    private static let patience = Duration.seconds(60)

    /// The connections of a backend that has several, where the environment says it.
    private static let poolSize = ProcessInfo.processInfo.environment[poolSizeVariable].flatMap { Int($0) }

    /// The connections that read beside the one that writes; `nil` for the default.
    private var readers: Int? {
        self == .sqliteFileSingle ? 0 : Self.poolSize.map { max(0, $0 - 1) }
    }

    /// Runs a test with an empty database, which is removed afterwards.
    ///
    /// - Parameters:
    ///   - logger: Gets what the database logs; `nil` for the default.
    ///   - slowStatement: How long a statement takes that is warned about.
    ///   - body: The test.
    public func withStorage<Result: Sendable>(
        logger: Logger? = nil, slowStatement: Duration? = nil, _ body: (TestStorage) async throws -> Result
    ) async throws -> Result {
        try await TestSlots.withSlot { try await storage(logger, slowStatement, body) }
    }

    private func storage<Result: Sendable>(
        _ logger: Logger?, _ slowStatement: Duration?, _ body: (TestStorage) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        switch self {
        #if SQLite
        case .sqliteMemory:
            var configuration = SQLiteConfiguration(.memory, poolTimeout: Self.patience)
            if let logger { configuration.logger = logger }
            configuration.slowStatement = slowStatement
            return try await body(TestStorage(source: .sqlite(configuration), url: nil, folder: folder))
        case .sqliteFile, .sqliteFileSingle:
            let path = "\(folder.path)/test.db"
            var configuration = SQLiteConfiguration(
                .file(path), readers: readers, busyTimeout: Self.patience,
                poolTimeout: Self.patience)
            if let logger { configuration.logger = logger }
            configuration.slowStatement = slowStatement
            return try await body(
                TestStorage(source: .sqlite(configuration), url: "sqlite:\(path)", folder: folder))
        #endif
        #if Postgres
        case .postgres, .postgresSingle:
            let size = self == .postgres ? Self.poolSize ?? 4 : 1
            return try await PostgresServer.withDatabase { connectionString in
                let source = DatabaseSource { () throws(DatabaseError) in
                    var configuration = PostgresConfiguration(connectionString)
                    configuration.poolSize = size
                    configuration.poolTimeout = Self.patience
                    if let logger { configuration.logger = logger }
                    configuration.slowStatement = slowStatement
                    return try await PostgresDatabase.open(configuration)
                }
                return try await body(TestStorage(source: source, url: connectionString, folder: folder))
            }
        #endif
        #if !SQLite || !Postgres
        default: throw DatabaseError(.unsupported, "\(self) is not part of this build")
        #endif
        }
    }
}
