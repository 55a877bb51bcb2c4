#if SQLite
import FoundationEssentials
import MortiseSQL
import MortiseSQLite
import Testing

/// What is kept open to make reads cheaper must not be felt: not by the log, and not by others who use the file.
@Suite(.timeLimit(.minutes(2)))
struct SQLiteReadAnchorTests {
    /// Runs `body` while other tasks read without a pause.
    private func whileReading(_ body: (SQLiteDatabase, _ path: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder async throws in
            let path = "\(folder)/a.db"
            let database = try await SQLiteDatabase.open(
                SQLiteConfiguration(.file(path), poolTimeout: .seconds(60), synchronous: .normal))
            try await database.execute(NoteStatements.create)
            try await database.execute(NoteStatements.add(1, "a"))
            let readers = (1...2).map { _ in
                Task {
                    while !Task.isCancelled {
                        for _ in 1...100 { _ = try await database.first(NoteStatements.text(1)) }
                        await Task.yield()
                    }
                }
            }
            do {
                try await body(database, path)
            } catch {
                Issue.record(error)
            }
            for reader in readers { reader.cancel() }
            for reader in readers { _ = await reader.result }
            await database.close()
            #expect(!FileManager.default.fileExists(atPath: "\(path)-wal"))
        }
    }

    private static let startOver = NoteStatements.value(
        "PRAGMA wal_checkpoint(RESTART)", as: Int64.self, isWrite: true)

    @Test func `the log starts over while reads go on`() async throws {
        try await whileReading { database, path async throws in
            // Ten times what the log holds before it starts over.
            let text = String(repeating: "a", count: 65_536)
            for id in 2...600 as ClosedRange<Int64> {
                try await database.execute(NoteStatements.add(id, text))
                // So many that it is worth keeping something open.
                for _ in 1...20 { _ = try await database.first(NoteStatements.text(1)) }
            }
            let log = try FileManager.default.attributesOfItem(atPath: "\(path)-wal")[.size] as? Int
            #expect(try #require(log) < 3 * 1_000 * 4_096)
        }
    }

    @Test func `another one can start the log over while reads go on, and its writes are seen at once`() async throws {
        try await whileReading { database, path async throws in
            let other = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path), synchronous: .normal))
            for id in 2...50 as ClosedRange<Int64> {
                try await other.execute(NoteStatements.add(id, "\(id)"))
                #expect(try await database.first(NoteStatements.text(id)) == "\(id)")
                // The first column says whether a reader was in the way.
                #expect(await eventually { (try? await other.first(Self.startOver)) == 0 })
            }
            await other.close()
        }
    }
}
#endif
