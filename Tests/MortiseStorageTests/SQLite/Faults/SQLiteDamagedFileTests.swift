#if SQLite
import FoundationEssentials
import MortiseSQL
import MortiseSQLite
import Testing

/// Files that were damaged, exchanged or lost while no one had them open.
struct SQLiteDamagedFileTests {
    /// Files of other kinds, as they begin.
    static let foreign: [String: [UInt8]] = [
        "text": Array("hello, this is no database\n".utf8),
        "one byte": [0x53],
        "an image": [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0x55, count: 9_000),
        "an archive": [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0x11, count: 5_000),
        "a program": [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01] + Array(repeating: 0, count: 70_000),
        "SQLite 2": Array("** This file contains an SQLite 2.1 database **".utf8) + Array(repeating: 0, count: 4_000),
        "zeros": Array(repeating: 0, count: 8_192),
        "a cut header": Array("SQLite format 3\0".utf8),
    ]

    @Test(arguments: foreign.keys.sorted(), [false, true])
    func `a file of another kind is refused as corrupt and left alone`(kind: String, isReadOnly: Bool) async throws {
        let bytes = Data(try #require(Self.foreign[kind]))
        try await expectRefusal(.corrupt, of: bytes, SQLiteConfiguration(.file(""), isReadOnly: isReadOnly))
    }

    @Test
    func `the database of another program is refused and left alone; an app's own mark is accepted`() async throws {
        let bytes = try await withTemporaryFolder { folder in
            let marked = try await SQLiteDatabase.open(SQLiteConfiguration(.file("\(folder)/a.db")))
            try await marked.execute(NoteStatements.create)
            try await marked.execute(NoteStatements.raw("PRAGMA application_id = 4711"))
            await marked.close()
            return try Data(contentsOf: URL(filePath: "\(folder)/a.db"))
        }
        try await expectRefusal(.unavailable, of: bytes, SQLiteConfiguration(.file("")))
        try await expectRefusal(.unavailable, of: bytes, SQLiteConfiguration(.file(""), applicationID: 4_712))
        try await withTemporaryFolder { folder in
            let path = "\(folder)/a.db"
            try bytes.write(to: URL(filePath: path))
            let own = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path), applicationID: 4_711))
            #expect(try await own.first(NoteStatements.count()) == 0)
            await own.close()
        }
    }

    @Test
    func `a cut file is refused, wherever it was cut`() async throws {
        try await withClosedDatabase { path, whole in
            for part in [1, 50, 99, 512, 4_096, 5_000, whole.count / 2, whole.count - 4_096, whole.count - 1] {
                let bytes = whole.prefix(part)
                try bytes.write(to: URL(filePath: path))
                await #expect(throws: DatabaseError(.corrupt, ""), "cut at \(part)") {
                    try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
                }
                #expect(try Data(contentsOf: URL(filePath: path)) == bytes, "cut at \(part)")
            }
        }
    }

    @Test
    func `pages of garbage give corrupt, and the pages beside them can be read`() async throws {
        try await withClosedDatabase { path, whole in
            var damaged = whole
            for page in stride(from: 8, to: whole.count / 4_096, by: 4) {
                damaged.replaceSubrange(page * 4_096..<(page + 1) * 4_096, with: Data(repeating: 0xA5, count: 4_096))
            }
            try damaged.write(to: URL(filePath: path))
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            await #expect(throws: DatabaseError(.corrupt, "")) { try await database.all(NoteStatements.texts()) }
            #expect(try await database.first(NoteStatements.length(1)) != nil)
            let findings = try await IntegrityCheck.findings(of: database)
            #expect(!findings.isEmpty)
            #expect(database.statistics.inUse == 0)
            await database.close()
        }
    }

    @Test
    func `a log without its database is not thrown away`() async throws {
        try await withCrashedDatabase { path in
            let log = try Data(contentsOf: URL(filePath: "\(path)-wal"))
            let file = try Data(contentsOf: URL(filePath: path))
            for isEmpty in [false, true] {
                try FileManager.default.removeItem(atPath: path)
                if isEmpty { try Data().write(to: URL(filePath: path)) }
                let error = await #expect(throws: DatabaseError.self) {
                    try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
                }
                #expect(error?.code == .corrupt)
                #expect(error?.message.contains("\(path)-wal") == true)
                #expect(try Data(contentsOf: URL(filePath: "\(path)-wal")) == log)
                #expect(FileManager.default.fileExists(atPath: path) == isEmpty)
                try file.write(to: URL(filePath: path))
            }
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            #expect(try await database.first(NoteStatements.count()) == Self.rows)
            await database.close()
        }
    }

    @Test
    func `without the log of a crash, the state of the last checkpoint is there and sound`() async throws {
        try await withCrashedDatabase { path in
            try FileManager.default.removeItem(atPath: "\(path)-wal")
            let rows = try await soundRows(of: path)
            #expect(rows == Self.checkpointed)
        }
    }

    @Test(arguments: [false, true])
    func `of a log with a cut or garbled end, the whole transactions before it are there`(isCut: Bool) async throws {
        var last: Int64 = Self.checkpointed
        for percent in [0, 1, 20, 50, 80, 99] {
            let rows = try await withCrashedDatabase { path in
                var log = try Data(contentsOf: URL(filePath: "\(path)-wal"))
                let end = log.count * percent / 100
                if isCut {
                    log = log.prefix(end)
                } else {
                    log.replaceSubrange(end..<log.count, with: Data(repeating: 0x5A, count: log.count - end))
                }
                try log.write(to: URL(filePath: "\(path)-wal"))
                return try await soundRows(of: path)
            }
            #expect(rows >= last && rows <= Self.rows, "\(percent) %")
            if percent > 10 { #expect(rows > Self.checkpointed, "\(percent) %") }
            last = rows
        }
    }

    @Test
    func `an index of the log that is garbage is built anew`() async throws {
        try await withCrashedDatabase { path in
            try Data(repeating: 0xC3, count: 32_768).write(to: URL(filePath: "\(path)-shm"))
            let rows = try await soundRows(of: path)
            #expect(rows == Self.rows)
        }
    }

    private static let checkpointed: Int64 = 40
    private static let rows: Int64 = 100

    /// The rows of a database that opens and is sound: the first ones that were written, without a gap.
    private func soundRows(of path: String) async throws -> Int64 {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
        let findings = try await IntegrityCheck.findings(of: database)
        #expect(findings.isEmpty)
        let ids = try await database.all(NoteStatements.ids()).sorted()
        #expect(ids == Array(1...Int64(ids.count)))
        try await database.execute(NoteStatements.add(1_000, "written afterwards"))
        await database.close()
        return Int64(ids.count)
    }

    /// A database as a crash leaves it: with part of its rows in the log alone.
    private func withCrashedDatabase<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { folder in
            let configuration = SQLiteConfiguration(.file("\(folder)/a.db"))
            let database = try await SQLiteDatabase.open(configuration)
            try await database.execute(NoteStatements.create)
            for id in 1...Self.checkpointed {
                try await database.execute(NoteStatements.add(id, String(repeating: "x", count: 900)))
            }
            _ = try await database.execute(NoteStatements.raw("PRAGMA wal_checkpoint(TRUNCATE)"))
            for id in Self.checkpointed + 1...Self.rows {
                try await database.execute(NoteStatements.add(id, String(repeating: "y", count: 900)))
            }
            try FileManager.default.createDirectory(atPath: "\(folder)/crashed", withIntermediateDirectories: false)
            for name in ["a.db", "a.db-wal"] {
                try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(folder)/crashed/\(name)")
            }
            await database.close()
            return try await body("\(folder)/crashed/a.db")
        }
    }

    private func withClosedDatabase(_ body: (String, Data) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/a.db"
            let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await database.execute(NoteStatements.create)
            for id in 1...200 as ClosedRange<Int64> {
                try await database.execute(NoteStatements.add(id, String(repeating: "x", count: 500)))
            }
            await database.close()
            try await body(path, try Data(contentsOf: URL(filePath: path)))
        }
    }

    private func expectRefusal(
        _ code: DatabaseError.Code, of bytes: Data, _ configuration: SQLiteConfiguration
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/a.db"
            try bytes.write(to: URL(filePath: path))
            var configuration = configuration
            configuration.location = .file(path)
            await #expect(throws: DatabaseError(code, "")) { try await SQLiteDatabase.open(configuration) }
            #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.db"])
        }
    }
}

extension NoteStatements {
    static let texts = Query("notes.texts", isScan: true) { Select(Projection(notes.text), from: notes) }
}
#endif
