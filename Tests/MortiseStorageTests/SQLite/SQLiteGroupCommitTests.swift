#if SQLite
import FoundationEssentials
import Glibc
import MortiseSQL
import MortiseSQLite
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SQLiteGroupCommitTests {
    private func withNotes(
        _ change: (inout SQLiteConfiguration) -> Void = { _ in },
        _ body: (SQLiteDatabase, SQLiteConfiguration) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder async throws in
            // No wait may end by itself on a machine that is busy with something else.
            var configuration = SQLiteConfiguration(.file("\(folder)/a.db"), poolTimeout: .seconds(60))
            change(&configuration)
            let database = try await SQLiteDatabase.open(configuration)
            try await database.execute(NoteStatements.create)
            try await body(database, configuration)
            #expect(database.statistics.inUse == 0 && database.statistics.waiting == 0)
            await database.close()
        }
    }

    /// The notes in the file, as another one reads it that opens it now.
    private func identifiers(_ configuration: SQLiteConfiguration) async throws -> [Int64] {
        let other = try await SQLiteDatabase.open(configuration)
        let identifiers = try await other.all(NoteStatements.identifiers())
        await other.close()
        return identifiers
    }

    @Test
    func `writes that wait are committed together, and one that fails fails alone`() async throws {
        try await withNotes { database, configuration async throws in
            guard case .file(let path) = configuration.location else { return }
            try await database.execute(NoteStatements.add(0, "a"))
            let logBefore = try Data(contentsOf: URL(filePath: "\(path)-wal")).count
            let writes = (1...100 as ClosedRange<Int64>).map { NoteStatements.add($0 == 60 ? 0 : $0, "a") }
            let waiting = try await WaitingWrites(writes, on: database)
            try await waiting.letGo()
            let results = await waiting.results()
            for (index, result) in results.enumerated() where index != 59 {
                #expect(try result.get() == 1)
            }
            #expect(results[59].code == .uniqueViolation(constraint: "notes_pkey"))
            #expect(try await identifiers(configuration) == (0...100).filter { $0 != 60 })
            // One by one they would write a page each at least.
            let logAfter = try Data(contentsOf: URL(filePath: "\(path)-wal")).count
            #expect(logAfter - logBefore < 20 * 4_096)
        }
    }

    @Test
    func `writes are done in the order of asking`() async throws {
        try await withNotes { database, _ async throws in
            try await database.execute(NoteStatements.add(1, ""))
            let waiting = try await WaitingWrites(
                ["a", "b", "c", "d", "e", "f"].map { NoteStatements.extend(1, $0) }, on: database, inOrder: true)
            try await waiting.letGo()
            for result in await waiting.results() { #expect(try result.get() == 1) }
            #expect(try await database.first(NoteStatements.text(1)) == "abcdef")
        }
    }

    @Test
    func `what is acknowledged is there for another reader of the file`() async throws {
        try await withNotes { database, configuration async throws in
            let other = try await SQLiteDatabase.open(configuration)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<16 as Range<Int64> {
                    group.addTask {
                        for number in 1...4 as ClosedRange<Int64> {
                            let id = task * 100 + number
                            try await database.execute(NoteStatements.add(id, "a"))
                            let seen = try await other.first(NoteStatements.text(id))
                            #expect(seen == "a")
                            await #expect(throws: DatabaseError(.uniqueViolation(constraint: "notes_pkey"), "")) {
                                try await database.execute(NoteStatements.add(id, "b"))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.first(NoteStatements.count()) == 64)
            await other.close()
        }
    }

    @Test
    func `a statement that ends the whole transaction undoes no other one`() async throws {
        try await withNotes { database, configuration async throws in
            try await database.execute(
                NoteStatements.raw(
                    """
                    CREATE TRIGGER no_x BEFORE INSERT ON notes WHEN new.text = 'x'
                    BEGIN SELECT raise(ROLLBACK, 'no x'); END
                    """))
            let waiting = try await WaitingWrites(
                (1...20 as ClosedRange<Int64>).map { NoteStatements.add($0, $0 == 13 ? "x" : "a") }, on: database)
            try await waiting.letGo()
            let results = await waiting.results()
            #expect(results.filter { $0.code == nil }.count == 19)
            #expect(results[12].code == .checkViolation(constraint: "no x"))
            #expect(try await identifiers(configuration) == (1...20).filter { $0 != 13 })
        }
    }

    @Test
    func `a constraint that is checked at the commit concerns the one that broke it`() async throws {
        try await withNotes { database, configuration async throws in
            try await database.execute(
                NoteStatements.raw(
                    """
                    CREATE TABLE children
                    (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED) STRICT
                    """))
            try await database.execute(
                NoteStatements.raw(
                    """
                    CREATE TRIGGER child AFTER INSERT ON notes WHEN new.text = 'orphan'
                    BEGIN INSERT INTO children (parent) VALUES (-1); END
                    """))
            let waiting = try await WaitingWrites(
                (1...20 as ClosedRange<Int64>).map { NoteStatements.add($0, $0 == 7 ? "orphan" : "a") }, on: database)
            try await waiting.letGo()
            let results = await waiting.results()
            #expect(results.filter { $0.code == nil }.count == 19)
            #expect(results[6].code == .foreignKeyViolation(constraint: nil))
            #expect(try await identifiers(configuration) == (1...20).filter { $0 != 7 })
        }
    }

    @Test
    func `a full file refuses what does not fit and keeps what was acknowledged`() async throws {
        try await withNotes { database, configuration async throws in
            try await database.execute(NoteStatements.raw("PRAGMA max_page_count = 30"))
            let waiting = try await WaitingWrites(
                (1...40 as ClosedRange<Int64>).map { NoteStatements.add($0, String(repeating: "x", count: 4_000)) },
                on: database)
            try await waiting.letGo()
            let results = await waiting.results()
            let acknowledged = zip(1...40 as ClosedRange<Int64>, results).filter { $0.1.code == nil }.map(\.0)
            #expect(acknowledged.count > 5 && acknowledged.count < 30)
            #expect(results.allSatisfy { $0.code == nil || $0.code == .diskFull })
            #expect(try await identifiers(configuration) == acknowledged)
        }
    }

    @Test
    func `a commit that finds the disk full acknowledges nothing`() async throws {
        try await withNotes { database, configuration async throws in
            // Nothing will be read from the log, which is replaced by something that cannot be read.
            try await database.execute(NoteStatements.raw("PRAGMA wal_checkpoint(TRUNCATE)"))
            let waiting = try await WaitingWrites((1...20).map { NoteStatements.add($0, "a") }, on: database)
            let log = try LogDescriptor(of: configuration)
            try log.replace(byFile: "/dev/full", flags: O_RDWR)
            try await waiting.letGo()
            #expect(await waiting.results().allSatisfy { $0.code == .diskFull })
            log.restore()
            #expect(try await identifiers(configuration) == [])
            #expect(try await database.execute(NoteStatements.add(1, "a")) == 1)
        }
    }

    @Test
    func `a commit whose outcome nobody knows says so to each of the group`() async throws {
        try await withNotes { database, configuration async throws in
            let waiting = try await WaitingWrites((1...20).map { NoteStatements.add($0, "a") }, on: database)
            let log = try LogDescriptor(of: configuration)
            try log.replace(byFile: log.path, flags: O_RDONLY)
            log.abandon()
            try await waiting.letGo()
            for result in await waiting.results() {
                let error = #expect(throws: DatabaseError.self) { try result.get() }
                #expect(error?.code == .unavailable)
                #expect(error?.mayHaveCommitted == true)
            }
            #expect(try await identifiers(configuration) == [])
            #expect(try await database.execute(NoteStatements.add(1, "a")) == 1, "on a new connection")
        }
    }

    @Test(arguments: [0, 2])
    func `a cancelled write is not done, and the others are`(cancelled: Int) async throws {
        try await withNotes { database, configuration async throws in
            let waiting = try await WaitingWrites(
                (1...5).map { NoteStatements.add($0, "a") }, on: database, inOrder: true)
            waiting.tasks[cancelled].cancel()
            let result = await waiting.tasks[cancelled].result
            #expect(result.code == .cancelled, "before the connection is free")
            try await waiting.letGo()
            let results = await waiting.results()
            #expect(results.filter { $0.code == nil }.count == 4)
            #expect(try await identifiers(configuration) == (1...5).filter { $0 != cancelled + 1 })
        }
    }

    @Test
    func `writes that wait too long are told so`() async throws {
        try await withNotes({ $0.poolTimeout = .milliseconds(100) }) { database, configuration async throws in
            try await database.transaction { _ in
                let tasks = (1...10).map { id in
                    Task.detached { try await database.execute(NoteStatements.add(id, "a")) }
                }
                for task in tasks {
                    let result = await task.result
                    #expect(result.code == .poolExhausted)
                }
            }
            #expect(try await database.execute(NoteStatements.add(11, "a")) == 1)
            #expect(try await identifiers(configuration) == [11])
        }
    }

    @Test
    func `closing refuses the writes that wait`() async throws {
        try await withNotes { database, configuration async throws in
            let waiting = try await WaitingWrites((1...10).map { NoteStatements.add($0, "a") }, on: database)
            let closing = Task { await database.close() }
            #expect(await waiting.results().allSatisfy { $0.code == .closed })
            try await waiting.letGo()
            await closing.value
            #expect(try await identifiers(configuration) == [])
        }
    }

    @Test
    func `a transaction gets its turn among writes that never end`() async throws {
        try await withNotes { database, _ async throws in
            let (isDone, done) = AsyncStream<Never>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 as Range<Int64> {
                    group.addTask {
                        var id = task * 1_000_000
                        while !Task.isCancelled {
                            id += 1
                            do {
                                try await database.execute(NoteStatements.add(id, "a"))
                            } catch let error as DatabaseError where error.code == .cancelled {
                                return
                            }
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<5 {
                        try await database.transaction {
                            _ = try await $0.first(NoteStatements.count())
                            _ = try await $0.execute(NoteStatements.add(-1, "a"))
                            _ = try await $0.execute(NoteStatements.remove(-1))
                        }
                    }
                    done.finish()
                }
                for await _ in isDone {}
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test
    func `a statement that cannot run within a transaction runs by itself`() async throws {
        try await withNotes { database, _ async throws in
            let vacuum = Query("notes.vacuum") { Raw(SQLFragment(unsafeRaw: "VACUUM")) }
            let waiting = try await WaitingWrites(
                [NoteStatements.add(1, "a"), vacuum(), NoteStatements.add(2, "a")], on: database)
            try await waiting.letGo()
            for result in await waiting.results() { _ = try result.get() }
            #expect(try await database.first(NoteStatements.count()) == 2)
        }
    }
}
#endif
