#if Postgres
import Glibc
import MortiseSQL
import MortiseLocking
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)), .serialized)
struct PostgresPoolTests {
    @Test func `a cancelled statement ends at the server and leaves its connection clean`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
        } _: { (database, sandbox) async throws in
            for _ in 0..<5 {
                let task = Task { try await database.first(Probe.sleep(8_000)) }
                #expect(try await eventually { try await sandbox.isRunning("pg_sleep") })
                task.cancel()
                await #expect(throws: DatabaseError(.cancelled, "")) { try await task.value }
                #expect(try await !sandbox.isRunning("pg_sleep"))
                #expect(try await database.first(Probe.echo(7)) == 7)
                #expect(database.statistics == PoolStatistics(capacity: 1, inUse: 0, idle: 1, waiting: 0))
            }
        }
    }

    @Test func `a cancelled transaction is rolled back`() async throws {
        try await PostgresSandbox.run { (database, sandbox) async throws in
            try await database.execute(Things.definition)
            let task = Task {
                try await database.transaction { transaction in
                    try await transaction.execute(Things.insert(1, "one"))
                    _ = try await transaction.first(Probe.sleep(8_000))
                }
            }
            #expect(try await eventually { try await sandbox.isRunning("pg_sleep") })
            task.cancel()
            await #expect(throws: DatabaseError(.cancelled, "")) { try await task.value }
            #expect(try await database.first(Things.count()) == 0)
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a cancelled shared read stops waiting and disturbs nobody`() async throws {
        try await PostgresSandbox.run {
            $0.pipelinedConnections = 1
        } _: { (database, sandbox) async throws in
            let task = Task { try await database.first(Probe.sharedSleep(300)) }
            #expect(try await eventually { try await sandbox.isRunning("pg_sleep") })
            let neighbour = Task { try await database.first(Probe.echo(5)) }
            task.cancel()
            await #expect(throws: DatabaseError(.cancelled, "")) { try await task.value }
            #expect(try await neighbour.value == 5)
        }
    }

    @Test func `ten thousand tasks cancelled at random leak nothing`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 4
            $0.poolTimeout = .seconds(60)
        } _: { (database, _) async throws in
            for _ in 0..<20 {
                let tasks = (0..<Int64(500)).map { number in
                    Task {
                        switch number % 3 {
                        case 0: _ = try await database.first(Probe.echo(number))
                        case 1: _ = try await database.first(Probe.scan(number))
                        default: _ = try await database.transaction { try await $0.first(Probe.echo(number)) }
                        }
                    }
                }
                for task in tasks.shuffled() {
                    if Bool.random() { task.cancel() }
                    if Bool.random() { await Task.yield() }
                }
                for task in tasks {
                    switch await task.result {
                    case .success: break
                    case .failure(let error): #expect(error as? DatabaseError == DatabaseError(.cancelled, ""))
                    }
                }
            }
            #expect(await eventually { database.statistics.inUse == 0 })
            #expect(database.statistics.waiting == 0)
            #expect(database.lanes.map(\.tasks) == [0, 0])
            #expect(try await database.first(Probe.scan(1)) == 1)
        }
    }

    @Test func `an exhausted pool says so and recovers`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 2
            $0.poolTimeout = .milliseconds(50)
        } _: { (database, _) async throws in
            try await database.session(.read) { _ in
                let other = Task.detached {
                    try await database.session(.read) { _ in
                        let third = Task.detached { try await database.first(Probe.scan(1)) }
                        await #expect(throws: DatabaseError(.poolExhausted, "")) { try await third.value }
                    }
                }
                try await other.value
            }
            #expect(try await database.first(Probe.scan(1)) == 1)
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `one runner at a time holds the migration lock`() async throws {
        try await PostgresSandbox.run {
            $0.statementTimeout = .milliseconds(200)
        } _: { (database, _) async throws in
            try await database.session(.write) { session in
                try await session.lockMigrations(timeout: .seconds(1))
                // Not bound by the statement timeout.
                #expect(try await session.first(Probe.sleep(300)) == 1)
                let rival = Task.detached {
                    try await database.session(.write) { try await $0.lockMigrations(timeout: .milliseconds(100)) }
                }
                await #expect(throws: DatabaseError(.lockTimeout, "")) { try await rival.value }
                try await session.unlockMigrations()
                await #expect(throws: DatabaseError(.timeout, "")) { try await session.first(Probe.sleep(2_000)) }
            }
            // Left with the lock held: the connection goes, and the lock with it.
            try await database.session(.write) { try await $0.lockMigrations(timeout: .seconds(1)) }
            try await database.session(.write) { try await $0.lockMigrations(timeout: .seconds(1)) }
        }
    }

    @Test func `a connection that was given back runs nothing more`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let escaped = Locked<(any DatabaseConnection)?>(nil)
            try await database.withConnection(.write) { connection in
                try await connection.begin(.write)
                escaped.withLock { $0 = connection }
            }
            let connection = try #require(escaped.withLock { $0 })
            await #expect(throws: DatabaseError(.misuse, "")) { try await connection.perform(Probe.echo(1)) }
            await #expect(throws: DatabaseError(.misuse, "")) { try await connection.begin(.write) }
            await #expect(throws: DatabaseError(.misuse, "")) { try await connection.commit() }
        }
    }

    @Test func `closing waits for running work and refuses later calls`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            let database = try await sandbox.open()
            let running = Task { try await database.first(Probe.sleep(1_500)) }
            #expect(try await eventually { try await sandbox.isRunning("pg_sleep") })
            await database.close()
            await database.close()
            #expect(try await running.value == 1)
            await #expect(throws: DatabaseError(.closed, "")) { try await database.first(Probe.echo(1)) }
            await #expect(throws: DatabaseError(.closed, "")) { try await database.first(Probe.scan(1)) }
            await #expect(throws: DatabaseError(.closed, "")) { try await database.transaction { _ in } }
        }
    }

    @Test func `opening and closing leaks no thread and no descriptor`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            func use() async throws {
                let database = try await sandbox.open()
                _ = try await database.first(Probe.echo(1))
                _ = try await database.first(Probe.scan(1))
                await database.close()
            }
            try await use()
            // Other suites run beside this one, so the bound leaves room for theirs: fifty leaks would not fit in.
            let sockets = Self.count("/proc/self/fd")
            let threads = Self.count("/proc/self/task")
            for _ in 0..<50 { try await use() }
            _ = try await sandbox.open()
            #expect(await eventually { Self.count("/proc/self/fd") < sockets + 45 })
            #expect(await eventually { Self.count("/proc/self/task") < threads + 45 })
        }
    }

    private static func count(_ folder: String) -> Int {
        guard let stream = opendir(folder) else { return 0 }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil { count += 1 }
        return count
    }
}

extension PostgresSandbox {
    /// Whether a statement with that text runs now.
    func isRunning(_ text: StaticString) async throws -> Bool {
        var configuration = PostgresConfiguration(connectionString)
        configuration.poolSize = 1
        let observer = try await PostgresDatabase.open(configuration)
        let fragment =
            SQLFragment(
                unsafeRaw: """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                    AND pid <> pg_backend_pid() AND position(
                    """) + .bound(text.description) + SQLFragment(unsafeRaw: " in query) > 0")
        let count = try await observer.first(
            Statement(
                once: "sandbox.running", Raw(fragment, returning: Projection(Expression<Int64>(unsafeRaw: fragment)))))
        await observer.close()
        return count ?? 0 > 0
    }
}
#endif
