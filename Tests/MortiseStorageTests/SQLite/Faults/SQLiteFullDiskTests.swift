#if SQLite
import MortiseSQL
import MortiseSQLite
import Testing

/// A disk that runs full and gets room again while the database is open.
@Suite(.serialized)
struct SQLiteFullDiskTests {
    @Test(arguments: [true, false], [0, 4])
    func `F9: a full disk refuses writes, keeps reads, and takes writes once there is room`(
        isConcurrent: Bool, readers: Int
    ) async throws {
        try await withTemporaryFolder { folder in
            try await FaultyFiles.withDisk(under: folder) { disk in
                let configuration = SQLiteConfiguration.patient("\(folder)/a.db", readers: readers)
                let database = try await SQLiteDatabase.open(configuration)
                try await database.execute(NoteStatements.create)
                var attempts = WriteAttempts()
                for round in 1...3 as ClosedRange<Int64> {
                    disk.leave(room: 100_000 * round)
                    let before = attempts.errors.count
                    // More than there is room for, of the log and of the file it is moved to.
                    await attempts.make(
                        200, from: round * 1_000, isConcurrent: isConcurrent, in: database)
                    let refusals = attempts.errors.dropFirst(before)
                    #expect(!refusals.isEmpty, "the disk was full")
                    #expect(refusals.allSatisfy { $0.code == .diskFull && !$0.mayHaveCommitted }, "\(refusals)")
                    for _ in 0..<8 { _ = try await database.first(NoteStatements.count()) }
                    try await attempts.expectTruth(in: database, "full, round \(round)")
                    try await withTemporaryFolder { image in
                        try await attempts.expectTruthAfterCrash(of: "\(folder)/a.db", in: image, "round \(round)")
                    }
                    disk.heal()
                    let healed = attempts.errors.count
                    await attempts.make(20, from: round * 1_000 + 900, isConcurrent: isConcurrent, in: database)
                    #expect(attempts.errors.count == healed, "writes go on")
                    try await attempts.expectTruth(in: database, "after round \(round)")
                }
                await database.close()
                let reopened = try await SQLiteDatabase.open(configuration)
                try await attempts.expectTruth(in: reopened, "opened again")
                await reopened.close()
            }
        }
    }
}
#endif
