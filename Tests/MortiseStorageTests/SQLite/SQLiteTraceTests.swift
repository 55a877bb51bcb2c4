#if SQLite
import FoundationEssentials
import MortiseSQL
import MortiseSQLite
import Testing

/// Reading that leaves no trace.
struct SQLiteTraceTests {
    private func reading(_ path: String) -> SQLiteConfiguration {
        var configuration = SQLiteConfiguration(.file(path), createsFile: false, isReadOnly: true)
        configuration.leavesNoTrace = true
        return configuration
    }

    private func read(_ path: String) async throws -> [Int64] {
        let database = try await SQLiteDatabase.open(reading(path))
        let found = try await database.transaction(.read) { transaction in
            try await transaction.all(
                NoteStatements.value("SELECT count(*) FROM notes", as: Int64.self, isWrite: false))
        }
        await #expect(throws: DatabaseError(.readOnly, "")) {
            try await database.execute(NoteStatements.raw("DELETE FROM notes"))
        }
        await database.close()
        return found
    }

    // The names that a URI would take apart.
    @Test(arguments: ["a.db", "a b?mode=memory&x=%20#ü.db"])
    func `a file that nobody has open is read without a log beside it`(name: String) async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/\(name)"
            let writer = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await writer.execute(NoteStatements.create)
            await writer.close()
            let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            #expect(try await read(path) == [0])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date == before)
        }
    }

    @Test func `a file in use is read with what only its log holds`() async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let writer = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
            try await writer.execute(NoteStatements.create)
            try await writer.execute(NoteStatements.raw("INSERT INTO notes VALUES (1, 'a', NULL)"))
            let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
            #expect(try await read(path) == [1])
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == names)
            await writer.close()
        }
    }
}
#endif
