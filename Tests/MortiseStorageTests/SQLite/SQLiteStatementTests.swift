#if SQLite
import MortiseSQL
import MortiseSQLite
import Testing

struct SQLiteStatementTests {
    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.memory))
        try await database.execute(NoteStatements.create)
        try await body(database)
        #expect(database.statistics.inUse == 0)
        await database.close()
    }

    @Test
    func `two statements in one text are refused, and neither runs`() async throws {
        try await withDatabase { database async throws in
            await #expect(throws: DatabaseError(.misuse, "")) {
                try await database.execute(NoteStatements.raw("DELETE FROM notes; DROP TABLE notes"))
            }
            #expect(try await database.first(NoteStatements.count()) == 0)
            #expect(try await database.execute(NoteStatements.raw("DELETE FROM notes ; \n")) == 0)
            await #expect(throws: DatabaseError(.misuse, "")) { try await database.execute(NoteStatements.raw(" ")) }
        }
    }

    @Test
    func `a write declared as a read is refused`() async throws {
        try await withDatabase { database async throws in
            await #expect(throws: DatabaseError(.misuse, "")) {
                try await database.first(
                    NoteStatements.value(
                        "INSERT INTO notes (id, text) VALUES (1, 'a') RETURNING id", as: Int64.self, isWrite: false))
            }
            #expect(try await database.first(NoteStatements.count()) == 0)
        }
    }

    @Test
    func `a change of the schema counts no rows`() async throws {
        try await withDatabase { database async throws in
            #expect(try await database.execute(NoteStatements.add(1, "a")) == 1)
            #expect(try await database.execute(NoteStatements.raw("CREATE TABLE other (id INTEGER) STRICT")) == 0)
        }
    }

    @Test
    func `a returned row that does not decode tells that its write stands`() async throws {
        try await withDatabase { database async throws in
            let insert = NoteStatements.value(
                "INSERT INTO notes (id, text) VALUES (1, 'a'), (2, 'b') RETURNING text", as: Int64.self, isWrite: true)
            let error = await #expect(throws: DatabaseError.self) { try await database.all(insert) }
            #expect(error?.code == .decoding)
            #expect(error?.mayHaveCommitted == true)
            #expect(try await database.first(NoteStatements.count()) == 2)
        }
    }

    @Test
    func `an index on an expression and a value of another type have their codes`() async throws {
        try await withDatabase { database async throws in
            try await database.execute(
                NoteStatements.raw("CREATE UNIQUE INDEX notes_lower_text_key ON notes (lower(text))"))
            try await database.execute(NoteStatements.add(1, "a"))
            await #expect(throws: DatabaseError(.uniqueViolation(constraint: "notes_lower_text_key"), "")) {
                try await database.execute(NoteStatements.add(2, "A"))
            }
            await #expect(throws: DatabaseError(.invalidValue, "")) {
                try await database.execute(NoteStatements.raw("INSERT INTO notes (id, text) VALUES (3, x'00')"))
            }
        }
    }

    @Test
    func `more statements than a connection keeps prepared go on working`() async throws {
        try await withDatabase { database async throws in
            try await database.execute(NoteStatements.add(1, "a"))
            let queries = (0..<600).map { number in
                Query("notes.number_\(number)") { (id: Parameter<Int64>) in
                    Select(Projection(notes.id + Int64(number)), from: notes).where(notes.id == id)
                }
            }
            for _ in 0..<2 {
                for (number, query) in queries.enumerated() {
                    #expect(try await database.first(query(1)) == Int64(number + 1))
                }
            }
        }
    }

    @Test
    func `statements run at the same time in one transaction take turns`() async throws {
        try await withDatabase { database async throws in
            try await database.transaction { transaction in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...100 as ClosedRange<Int64> {
                        group.addTask {
                            try await transaction.execute(NoteStatements.add(id, "a"))
                            if id % 10 == 0 { try await transaction.execute(NoteStatements.raw("ANALYZE")) }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await database.first(NoteStatements.count()) == 100)
        }
    }

    @Test
    func `a session is dead once its closure has returned`() async throws {
        try await withDatabase { database async throws in
            let escaped = try await database.session(.write) { $0 }
            await #expect(throws: DatabaseError(.misuse, "")) { try await escaped.execute(NoteStatements.add(1, "a")) }
            await #expect(throws: DatabaseError(.misuse, "")) { try await escaped.transaction { _ in } }
            #expect(try await database.first(NoteStatements.count()) == 0)
        }
    }

    @Test
    func `a transaction opened by hand does not outlive its statement`() async throws {
        try await withDatabase { database async throws in
            try await database.execute(NoteStatements.raw("BEGIN"))
            try await database.execute(NoteStatements.add(1, "a"))
            try await database.transaction { _ = try await $0.execute(NoteStatements.add(2, "b")) }
            #expect(try await database.first(NoteStatements.count()) == 2)
        }
    }
}
#endif
