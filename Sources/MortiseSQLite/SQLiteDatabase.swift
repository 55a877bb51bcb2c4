#if SQLite
public import MortiseSQL

/// A database in an SQLite file, or in memory: one connection that writes, several that read beside it.
///
/// Statements that reach their rows by key run on the caller's thread, for they take less time than a change of
/// threads; scans and one-time statements run on a thread of their connection. A lock held by another process is
/// waited for without blocking a thread.
public final class SQLiteDatabase: Database {
    /// What it tells about its work.
    public let telemetry: DatabaseTelemetry
    let configuration: SQLiteConfiguration
    let writers: ConnectionPool<SQLiteConnection>
    private let readers: ConnectionPool<SQLiteConnection>
    private let openConnections: OpenConnections
    private let anchor: ReadAnchor
    let queue = WriteQueue()

    /// `sqlite`
    public var dialect: any SQLDialect { SQLiteDialect() }

    /// As configured.
    public var retryPolicy: RetryPolicy { configuration.retryPolicy }

    /// Opens a database and its writing connection; the reading ones are opened when first needed.
    ///
    /// - Throws: ``DatabaseError``: `.unsupported` for an SQLite older than 3.37; `.corrupt` for a file that is no
    ///   database, or is gone while its log is not; `.unavailable` for the database of another program; `.readOnly`, `.permissionDenied`, `.diskFull` or `.unavailable` for one that cannot be opened.
    public static func open(_ configuration: SQLiteConfiguration) async throws(DatabaseError) -> SQLiteDatabase {
        try SQLiteVersion.running.requireSupported()
        if case .file(let path) = configuration.location {
            try DatabaseFile(path: path).prepare(
                createsFile: configuration.createsFile && !configuration.isReadOnly)
        }
        let database = SQLiteDatabase(configuration)
        do {
            database.writers.release(try await database.writers.lease())
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    private init(_ configuration: SQLiteConfiguration) {
        self.configuration = configuration
        let telemetry = DatabaseTelemetry(
            system: "sqlite", logger: configuration.logger, slowStatement: configuration.slowStatement)
        self.telemetry = telemetry
        let openConnections = OpenConnections()
        self.openConnections = openConnections
        let anchor = ReadAnchor(logger: configuration.logger)
        self.anchor = anchor
        func pool(_ role: SQLiteConnection.Role, capacity: Int) -> ConnectionPool<SQLiteConnection> {
            ConnectionPool(
                capacity: capacity, timeout: configuration.poolTimeout, telemetry: telemetry,
                isUsable: { $0.isUsable },
                discard: { $0.close() },
                open: { () async throws(DatabaseError) in
                    func open() async throws(DatabaseError) -> SQLiteConnection {
                        try await SQLiteConnection.open(configuration, role: role, among: openConnections)
                    }
                    let connection = try await open()
                    connection.anchor = anchor
                    if role == .reader { await anchor.prepare(open) }
                    return connection
                })
        }
        writers = pool(.writer, capacity: 1)
        readers = configuration.hasSingleConnection ? writers : pool(.reader, capacity: configuration.readers)
    }

    /// The connections of both kinds, now.
    public var statistics: PoolStatistics {
        var writing = writers.statistics
        writing.waiting += queue.waiting
        guard readers !== writers else { return writing }
        let reading = readers.statistics
        return PoolStatistics(
            capacity: writing.capacity + reading.capacity, inUse: writing.inUse + reading.inUse,
            idle: writing.idle + reading.idle, waiting: writing.waiting + reading.waiting)
    }

    /// Runs one statement in its own implicit transaction.
    ///
    /// - Throws: ``DatabaseError``.
    public func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        let template = statement.template
        let pool = pool(for: template.isWrite ? .write : .read)
        if let idle = pool.leaseIdle() {
            if let result = try performInline(statement, on: idle, of: pool) { return result }
            return try await perform(statement, on: idle, of: pool)
        }
        if template.isWrite && template.isReused && !template.isScan { return try await performInGroup(statement) }
        return try await perform(statement, on: try await pool.lease(), of: pool)
    }

    /// Lends a connection for the duration of the closure: the one that writes, or one that reads.
    ///
    /// - Throws: ``DatabaseError``, or whatever `body` throws.
    public func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result {
        let pool = pool(for: mode)
        let connection = try await pool.lease()
        let loan = LentConnection(connection, mode: mode)
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(loan))
        } catch {
            outcome = .failure(error)
        }
        await loan.end()
        giveBack(connection, to: pool)
        return try outcome.get()
    }

    /// Refuses further work, waits for what runs, moves the write-ahead log into the file and closes all connections.
    ///
    /// It waits at most as long as a statement may take; a connection still lent then closes when it comes back.
    public func close() async {
        anchor.close()
        readers.close()
        writers.close()
        await openConnections.allClosed(within: configuration.statementTimeout)
    }

    /// Runs a short statement on the caller's thread and gives the connection back.
    ///
    /// - Returns: `nil` when it takes long or the database is locked; the connection is then kept.
    private func performInline<Output>(
        _ statement: Statement<Output>, on connection: SQLiteConnection, of pool: ConnectionPool<SQLiteConnection>
    ) throws(DatabaseError) -> StatementResult<Output>? {
        let result: StatementResult<Output>?
        do throws(DatabaseError) {
            result = try connection.performInline(statement)
        } catch {
            giveBack(connection, to: pool)
            throw error
        }
        if result != nil { giveBack(connection, to: pool) }
        return result
    }

    func perform<Output>(
        _ statement: Statement<Output>, on connection: SQLiteConnection, of pool: ConnectionPool<SQLiteConnection>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        defer { giveBack(connection, to: pool) }
        return try await connection.perform(statement)
    }

    private func pool(for mode: TransactionMode) -> ConnectionPool<SQLiteConnection> {
        switch mode {
        case .read: readers
        case .write: writers
        }
    }

    func giveBack(_ connection: SQLiteConnection, to pool: ConnectionPool<SQLiteConnection>) {
        connection.restore()
        if connection.isUsable {
            pool.release(connection)
        } else {
            connection.close()
            pool.release(nil)
        }
    }
}
#endif
