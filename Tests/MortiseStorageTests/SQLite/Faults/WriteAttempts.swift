#if SQLite
import FoundationEssentials
import MortiseSQL
import MortiseSQLite
import Testing

/// Writes that may fail, and what their callers were told.
struct WriteAttempts {
    /// The rows of one write, which stand or fall together.
    private struct Attempt {
        let ids: [Int64]
        let error: DatabaseError?

        var isUnknown: Bool { error?.mayHaveCommitted ?? false }
    }

    private var attempts: [Attempt] = []

    /// The errors.
    var errors: [DatabaseError] { attempts.compactMap(\.error) }
    /// The number of writes that were acknowledged.
    var acknowledged: Int { attempts.count { $0.error == nil } }

    /// Writes single rows and, each third time, two rows in a transaction.
    ///
    /// - Parameters:
    ///   - count: The number of writes.
    ///   - first: The first id to use; a thousand of them are used.
    ///   - isConcurrent: Whether all of them are made at the same time.
    mutating func make(_ count: Int, from first: Int64, isConcurrent: Bool, in database: SQLiteDatabase) async {
        await withTaskGroup(of: Attempt.self) { group in
            for number in 0..<count {
                let id = first + Int64(number) * 2
                group.addTask { await Self.attempt(number % 3 == 2 ? [id, id + 1] : [id], in: database) }
                if !isConcurrent, let attempt = await group.next() { attempts.append(attempt) }
            }
            for await attempt in group { attempts.append(attempt) }
        }
    }

    private static func attempt(_ ids: [Int64], in database: SQLiteDatabase) async -> Attempt {
        // Not the same in all rows: half of a frame could else be completed by what lay in its place before.
        let text = String(repeating: "\(ids), ", count: 500)
        do {
            if ids.count == 1 {
                try await database.execute(NoteStatements.add(ids[0], text))
            } else {
                try await database.transaction { transaction in
                    for id in ids { try await transaction.execute(NoteStatements.add(id, text)) }
                }
            }
            return Attempt(ids: ids, error: nil)
        } catch {
            return Attempt(ids: ids, error: error as? DatabaseError ?? DatabaseError(.other, "\(error)"))
        }
    }

    /// Looks that what was acknowledged is there, what was refused is not, and nothing is there by half.
    func expectTruth(
        in database: SQLiteDatabase, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let stored = Set(try await database.all(NoteStatements.ids()))
        for attempt in attempts {
            let present = attempt.ids.count { stored.contains($0) }
            let isRight =
                attempt.error == nil
                ? present == attempt.ids.count
                : present == 0 || attempt.isUnknown && present == attempt.ids.count
            let answer = attempt.error.map(\.description) ?? "acknowledged"
            #expect(
                isRight, "\(comment): \(present) of \(attempt.ids.count) rows, \(answer)",
                sourceLocation: sourceLocation)
        }
        let findings = try await IntegrityCheck.findings(of: database)
        #expect(findings.isEmpty, comment, sourceLocation: sourceLocation)
    }

    /// The same for what a crash at this moment would leave of the database.
    func expectTruthAfterCrash(
        of path: String, in folder: String, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let image = "\(folder)/image.db"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: image + suffix)
        }
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(image)))
        try await expectTruth(in: database, "\(comment), after a crash", sourceLocation: sourceLocation)
        await database.close()
        try FileManager.default.removeItem(atPath: image)
    }
}

extension SQLiteConfiguration {
    /// One that waits long, so that on a busy machine the fault under test is the only one.
    static func patient(_ path: String, readers: Int) -> SQLiteConfiguration {
        SQLiteConfiguration(
            .file(path), readers: readers, busyTimeout: .seconds(60), statementTimeout: .seconds(60),
            poolTimeout: .seconds(60))
    }
}

extension NoteStatements {
    static let ids = Query("notes.ids", isScan: true) { Select(Projection(notes.id), from: notes) }
}
#endif
