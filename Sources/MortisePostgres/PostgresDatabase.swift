#if Postgres
public import MortiseSQL
import MortiseLocking

/// A PostgreSQL database: a pool of connections, a few of which carry the short reads of all tasks, pipelined.
///
/// Short reads outside transactions gather on the pipelined connections while earlier ones are under way; single writes
/// go two at a time over the others, each with a commit of its own. All else has a connection to itself. Threads of the
/// database's own wait for the server; none of the cooperative pool's threads ever blocks.
public final class PostgresDatabase: Database {
    /// ``PostgresDialect``
    public let dialect: any SQLDialect = PostgresDialect()
    /// How transactions are run again.
    public let retryPolicy: RetryPolicy
    /// What it tells about its work.
    public let telemetry: DatabaseTelemetry

    let pool: ConnectionPool<ServerConnection>
    let lanes: [ReadLane]
    let writes: WriteQueue
    private let loops: LoopExecutor
    private let closing = Locked<Task<Void, Never>?>(nil)

    /// Opens a database and proves that it can be reached.
    ///
    /// - Throws: ``DatabaseError`` with code `.unavailable`, `.authenticationFailed`, `.misuse` for a malformed
    ///   connection string, or `.unsupported` when the server is older than 13 or its encoding is not UTF8.
    public static func open(_ configuration: PostgresConfiguration) async throws(DatabaseError) -> PostgresDatabase {
        let database = try PostgresDatabase(configuration)
        do throws(DatabaseError) {
            if let lane = database.lanes.first {
                _ = try await lane.connection()
            } else {
                database.pool.release(try await database.pool.lease())
            }
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    private init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let loops = try LoopExecutor(loops: configuration.readerCount)
        let dialer = Dialer(configuration: configuration, executor: loops)
        self.loops = loops
        retryPolicy = configuration.retryPolicy
        telemetry = DatabaseTelemetry(
            system: "postgresql", logger: configuration.logger, slowStatement: configuration.slowStatement)
        lanes = (0..<configuration.readerCount).map { number in
            ReadLane { () async throws(DatabaseError) in
                try await dialer.dial(.shared(configuration), on: loops.loop(of: number))
            }
        }
        pool = ConnectionPool(
            capacity: configuration.poolSize - configuration.readerCount, timeout: configuration.poolTimeout,
            telemetry: telemetry,
            isUsable: { !$0.isBroken }, discard: { $0.close(.closed) },
            open: { () async throws(DatabaseError) in
                try await dialer.dial(.exclusive(configuration), on: loops.nextLoop())
            })
        writes = WriteQueue(pool)
    }

    deinit {
        // For those who forget to close: without this the thread would wait for ever.
        pool.close()
        lanes.forEach { $0.close() }
        loops.connections.forEach { $0.close(.closed) }
        loops.stop()
    }

    /// The threads that wait for the server, as an executor for the tasks that use the database most.
    ///
    /// A task that prefers it goes on where its answer arrives: no thread is woken for it, and what all such tasks ask
    /// for leaves together. With many short statements that is worth up to twice the rate; a server gains most by it.
    ///
    /// ```swift
    /// try await withTaskExecutorPreference(database.executor) { try await serve(request) }
    /// ```
    ///
    /// Work that computes for long or blocks does not belong there: all of the database waits for it. After
    /// ``close()`` such tasks go on where all others run.
    public var executor: any TaskExecutor { loops }

    /// The connections, now. The pipelined ones are nobody's in particular, so they count as idle.
    public var statistics: PoolStatistics {
        var statistics = pool.statistics
        statistics.capacity += lanes.count
        statistics.idle += lanes.count { $0.isOpen }
        return statistics
    }

    /// Refuses new work, waits up to 10 seconds for what is running, and closes all connections.
    public func close() async {
        let task = closing.withLock { closing in
            let task = closing ?? Task { [pool, lanes, loops] in await Self.close(pool, lanes, loops) }
            closing = task
            return task
        }
        await task.value
    }

    var isClosed: Bool { closing.withLock { $0 != nil } }

    private static func close(
        _ pool: ConnectionPool<ServerConnection>, _ lanes: [ReadLane], _ loops: LoopExecutor
    ) async {
        pool.close()
        let deadline = ContinuousClock.now + .seconds(10)
        while pool.statistics.inUse > 0 || lanes.contains(where: { $0.tasks > 0 }), ContinuousClock.now < deadline {
            do { try await Task.sleep(for: .milliseconds(5)) } catch { break }
        }
        lanes.forEach { $0.close() }
        loops.connections.forEach { $0.close(.closed) }
        loops.stop()
        await loops.hasStopped()
    }
}
#endif
