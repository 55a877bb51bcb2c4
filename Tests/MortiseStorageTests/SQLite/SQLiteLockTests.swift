#if SQLite
import MortiseSQL
import MortiseSQLite
import Testing

struct SQLiteLockTests {
    @Test
    func `a write waits for a lock held elsewhere, and blocks no thread meanwhile`() async throws {
        try await withTemporaryFolder { folder async throws in
            let configuration = SQLiteConfiguration(.file("\(folder)/a.db"), busyTimeout: .seconds(30))
            let holder = try await SQLiteDatabase.open(configuration)
            try await holder.execute(NoteStatements.create)
            // Each has its own connection that writes: together they would block every thread there is.
            var waiting: [SQLiteDatabase] = []
            for _ in 0..<16 { waiting.append(try await SQLiteDatabase.open(configuration)) }
            let (isHeld, hold) = AsyncStream<Never>.makeStream()
            let (isReleased, release) = AsyncStream<Never>.makeStream()
            let holding = Task {
                try await holder.transaction { _ in
                    hold.finish()
                    for await _ in isReleased {}
                }
            }
            for await _ in isHeld {}
            let progressed = try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, database) in waiting.enumerated() {
                    group.addTask {
                        let add = NoteStatements.add(Int64(number), "a")
                        if number % 2 == 0 {
                            try await database.execute(add)
                        } else {
                            try await database.transaction { _ = try await $0.execute(add) }
                        }
                    }
                }
                let start = ContinuousClock.now
                for _ in 0..<100 { try await Task.sleep(for: .milliseconds(1)) }
                let progressed = start.duration(to: .now)
                #expect(waiting.allSatisfy { $0.statistics.inUse == 1 }, "all wait for the lock")
                release.finish()
                try await group.waitForAll()
                return progressed
            }
            try await holding.value
            #expect(progressed < .seconds(20))
            #expect(try await holder.first(NoteStatements.count()) == 16)
            for database in waiting { await database.close() }
            await holder.close()
        }
    }

    @Test
    func `a lock that stays taken gives busy after the waiting time`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let holder = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await holder.execute(NoteStatements.create)
            let database = try await SQLiteDatabase.open(
                SQLiteConfiguration(
                    .file(path), busyTimeout: .milliseconds(200), retryPolicy: RetryPolicy(maximumRetries: 0)))
            let waited = try await holder.transaction { _ in
                let waiter = Task.detached {
                    let start = ContinuousClock.now
                    await #expect(throws: DatabaseError(.busy, "")) {
                        try await database.execute(NoteStatements.add(1, "a"))
                    }
                    await #expect(throws: DatabaseError(.busy, "")) { try await database.transaction { _ in } }
                    let count = try await database.first(NoteStatements.count())
                    #expect(count == 0, "reads go on")
                    return start.duration(to: .now)
                }
                return try await waiter.value
            }
            #expect(waited >= .milliseconds(400) && waited < .seconds(20))
            #expect(try await database.execute(NoteStatements.add(1, "a")) == 1)
            await database.close()
            await holder.close()
        }
    }

    @Test
    func `a cancelled task stops waiting for a lock`() async throws {
        try await withTemporaryFolder { folder async throws in
            let configuration = SQLiteConfiguration(.file("\(folder)/a.db"))
            let holder = try await SQLiteDatabase.open(configuration)
            try await holder.execute(NoteStatements.create)
            let database = try await SQLiteDatabase.open(configuration)
            try await holder.transaction { _ in
                let waiter = Task.detached { try await database.execute(NoteStatements.add(1, "a")) }
                while database.statistics.inUse == 0 { await Task.yield() }
                waiter.cancel()
                await #expect(throws: DatabaseError(.cancelled, "")) { try await waiter.value }
            }
            #expect(try await database.execute(NoteStatements.add(1, "a")) == 1)
            await database.close()
            await holder.close()
        }
    }

    @Test
    func `two databases on one file lose no write`() async throws {
        try await withTemporaryFolder { folder async throws in
            let configuration = SQLiteConfiguration(
                .file("\(folder)/a.db"), busyTimeout: .seconds(60), poolTimeout: .seconds(60))
            let databases = [
                try await SQLiteDatabase.open(configuration), try await SQLiteDatabase.open(configuration),
            ]
            try await databases[0].execute(NoteStatements.create)
            try await databases[0].execute(NoteStatements.add(1, ""))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    let database = databases[number % 2]
                    group.addTask {
                        if number % 4 < 2 {
                            try await database.execute(NoteStatements.append(1))
                        } else {
                            try await database.transaction { _ = try await $0.execute(NoteStatements.append(1)) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await databases[1].first(NoteStatements.length(1)) == 100)
            for database in databases { await database.close() }
        }
    }
}
#endif
