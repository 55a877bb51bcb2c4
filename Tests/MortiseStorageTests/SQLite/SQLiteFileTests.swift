#if SQLite
import FoundationEssentials
import Glibc
import MortiseSQL
import MortiseSQLite
import Testing

struct SQLiteFileTests {
    @Test
    func `a new file and its log are readable by their owner alone`() async throws {
        try await withTemporaryFolder { folder async throws in
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file("\(folder)/a.db")))
            try await database.execute(NoteStatements.create)
            for name in ["a.db", "a.db-wal", "a.db-shm"] {
                var status = stat()
                #expect(stat("\(folder)/\(name)", &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600, "\(name)")
            }
            await database.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.db"])
        }
    }

    @Test(arguments: [true, false])
    func `every connection has the settings that durability and integrity need`(isWriter: Bool) async throws {
        try await withTemporaryFolder { folder async throws in
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file("\(folder)/a.db")))
            func number(_ pragma: StaticString) async throws -> Int64? {
                try await database.first(NoteStatements.value(pragma, as: Int64.self, isWrite: isWriter))
            }
            let journal = NoteStatements.value(
                "SELECT journal_mode FROM pragma_journal_mode", as: String.self, isWrite: isWriter)
            #expect(try await database.first(journal) == "wal")
            #expect(try await number("PRAGMA synchronous") == 2)
            #expect(try await number("PRAGMA foreign_keys") == 1)
            #expect(try await number("PRAGMA trusted_schema") == 0)
            #expect(try await number("PRAGMA cell_size_check") == 1)
            #expect(try await number("PRAGMA query_only") == (isWriter ? 0 : 1))
            await database.close()
        }
    }

    @Test
    func `settings that a session changes do not outlive it`() async throws {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.memory))
        try await database.execute(NoteStatements.create)
        try await database.session(.write) { session in
            _ = try await session.execute(NoteStatements.raw("PRAGMA foreign_keys = OFF"))
            _ = try await session.execute(NoteStatements.raw("INSERT INTO notes VALUES (1, 'a', 99)"))
            _ = try await session.execute(NoteStatements.raw("DELETE FROM notes"))
        }
        await #expect(throws: DatabaseError(.foreignKeyViolation(constraint: nil), "")) {
            try await database.execute(NoteStatements.raw("INSERT INTO notes VALUES (1, 'a', 99)"))
        }
        await database.close()
    }

    @Test
    func `a file that is no database is refused and left alone`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/garbage.db"
            let garbage = Data((0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) })
            try garbage.write(to: URL(filePath: path))
            await #expect(throws: DatabaseError(.corrupt, "")) {
                try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == garbage)
        }
    }

    @Test
    func `a truncated file is refused`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await database.execute(NoteStatements.create)
            for id in 1...200 as ClosedRange<Int64> {
                try await database.execute(NoteStatements.add(id, String(repeating: "x", count: 500)))
            }
            await database.close()
            let whole = try Data(contentsOf: URL(filePath: path))
            try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
            await #expect(throws: DatabaseError(.corrupt, "")) {
                try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            }
        }
    }

    @Test
    func `a folder, a missing folder and a missing file are unavailable`() async throws {
        try await withTemporaryFolder { folder async throws in
            for path in [folder, "\(folder)/missing/a.db", "", "/dev/null", "a\0b"] {
                await #expect(throws: DatabaseError(.unavailable, ""), "\(path)") {
                    try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
                }
            }
            await #expect(throws: DatabaseError(.unavailable, "")) {
                try await SQLiteDatabase.open(SQLiteConfiguration(.file("\(folder)/a.db"), createsFile: false))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test
    func `a database opened for reading refuses writes`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await database.execute(NoteStatements.create)
            let reading = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path), isReadOnly: true))
            #expect(try await reading.first(NoteStatements.count()) == 0)
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await reading.execute(NoteStatements.add(1, "a"))
            }
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await reading.transaction { try await $0.execute(NoteStatements.add(1, "a")) }
            }
            #expect(try await reading.first(NoteStatements.count()) == 0)
            await reading.close()
            await database.close()
        }
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
    func `a file without write permission is refused`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            await database.close()
            chmod(path, 0o400)
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            }
            chmod(path, 0)
            await #expect(throws: DatabaseError(.permissionDenied, "")) {
                try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            }
        }
    }

    @Test
    func `a full disk fails the write, not the database`() async throws {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.memory))
        try await database.execute(NoteStatements.create)
        try await database.execute(NoteStatements.raw("PRAGMA max_page_count = 20"))
        await #expect(throws: DatabaseError(.diskFull, "")) {
            try await database.transaction { transaction in
                for id in 1...100 as ClosedRange<Int64> {
                    try await transaction.execute(NoteStatements.add(id, String(repeating: "x", count: 4_000)))
                }
            }
        }
        #expect(try await database.first(NoteStatements.count()) == 0)
        #expect(try await database.execute(NoteStatements.add(1, "small")) == 1)
        await database.close()
    }

    @Test
    func `the log begins anew between reads instead of growing`() async throws {
        try await withTemporaryFolder { folder async throws in
            let configuration = SQLiteConfiguration(
                .file("\(folder)/a.db"), poolTimeout: .seconds(60), synchronous: .normal)
            let database = try await SQLiteDatabase.open(configuration)
            try await database.execute(NoteStatements.create)
            let text = String(repeating: "x", count: 8_000)
            for id in 1...3_000 as ClosedRange<Int64> {
                try await database.execute(NoteStatements.add(id, text))
                #expect(try await database.first(NoteStatements.length(id)) == 8_000)
            }
            let log = try FileManager.default.attributesOfItem(atPath: "\(folder)/a.db-wal")[.size] as? UInt64
            // 24 MB of text were written.
            #expect(try #require(log) < 12_000_000)
            await database.close()
        }
    }
}
#endif
