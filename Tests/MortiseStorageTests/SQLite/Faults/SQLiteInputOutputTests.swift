#if SQLite
import FoundationEssentials
import MortiseSQL
import MortiseSQLite
import Testing

/// Each call that SQLite makes to its files fails once, the first, the second, and so on.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct SQLiteInputOutputTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        let calls: Set<FaultyDisk.Call>
        let isRoom: Bool
        let isLasting: Bool
        let isConcurrent: Bool

        var failure: FaultyDisk.Failure { isRoom ? .noRoom : .inputOutput }
        /// What a caller may see.
        var codes: Set<DatabaseError.Code> { isRoom ? [.diskFull] : [.unavailable] }
        var testDescription: String { name }

        static let all = [false, true].flatMap { isConcurrent in
            let writers = isConcurrent ? ", writers at once" : ""
            return [
                Fault(
                    name: "EIO once\(writers)", calls: [.write, .sync, .truncate, .sharedMemory], isRoom: false,
                    isLasting: false, isConcurrent: isConcurrent),
                Fault(
                    name: "EIO for good\(writers)", calls: [.write, .sync, .truncate, .sharedMemory], isRoom: false,
                    isLasting: true, isConcurrent: isConcurrent),
                Fault(
                    name: "EIO at every kind of call\(writers)", calls: Set(FaultyDisk.Call.allCases), isRoom: false,
                    isLasting: false, isConcurrent: isConcurrent),
                Fault(
                    name: "no room once\(writers)", calls: [.write, .sync], isRoom: true, isLasting: false,
                    isConcurrent: isConcurrent),
                Fault(
                    name: "no room for good\(writers)", calls: [.write, .sync, .sharedMemory], isRoom: true,
                    isLasting: true, isConcurrent: isConcurrent),
            ]
        }
    }

    /// From one call to the next: every one in the long form, `MORTISE_SOAK=1`.
    private static let step = ProcessInfo.processInfo.environment["MORTISE_SOAK"] == "1" ? 1 : 12

    @Test(arguments: Fault.all)
    func `F9: whichever call fails, no acknowledged write is lost and the next one works`(fault: Fault) async throws {
        // Another part of the calls in each run; a failure names its call.
        var call = Int.random(in: 1...Self.step)
        var refusals = 0
        while let refused = try await strike(fault, at: call) {
            refusals += refused
            call += Self.step
        }
        #expect(call > 10 && refusals > 0, "hardly anything was called")
    }

    /// - Returns: The number of refused writes; `nil` when there was no such call.
    private func strike(_ fault: Fault, at call: Int) async throws -> Int? {
        try await withTemporaryFolder { folder in
            try await FaultyFiles.withDisk(under: folder) { disk in
                let comment: Comment = "\(fault.name) at call \(call)"
                let configuration = SQLiteConfiguration.patient("\(folder)/a.db", readers: 1)
                let database = try await SQLiteDatabase.open(configuration)
                try await database.execute(NoteStatements.create)
                // So that the log is moved into the file now and then while things go wrong.
                try await database.execute(NoteStatements.raw("PRAGMA wal_autocheckpoint = 4"))
                var attempts = WriteAttempts()
                await attempts.make(2, from: 1, isConcurrent: false, in: database)
                disk.strike(call: call, of: fault.calls, with: fault.failure, isLasting: fault.isLasting)
                await attempts.make(9, from: 1_000, isConcurrent: fault.isConcurrent, in: database)
                do {
                    let count = try await database.first(NoteStatements.count())
                    #expect(count != nil, comment)
                } catch let error as DatabaseError {
                    #expect(fault.codes.contains(error.code), comment)
                }
                try await withTemporaryFolder { image in
                    try await attempts.expectTruthAfterCrash(of: "\(folder)/a.db", in: image, comment)
                }
                let hasStruck = disk.heal()
                let refused = attempts.errors
                #expect(refused.allSatisfy { fault.codes.contains($0.code) }, "\(comment): \(refused)")
                await attempts.make(3, from: 2_000, isConcurrent: false, in: database)
                #expect(attempts.errors.count == refused.count, "\(comment): writes go on, \(attempts.errors)")
                try await attempts.expectTruth(in: database, comment)
                #expect(database.statistics.inUse == 0, comment)
                await database.close()
                let reopened = try await SQLiteDatabase.open(configuration)
                try await attempts.expectTruth(in: reopened, "\(comment), opened again")
                await reopened.close()
                return hasStruck ? refused.count : nil
            }
        }
    }

    @Test
    func `F9: a call that fails while the database opens is an error, and opening again works`() async throws {
        for call in 1... {
            let hasStruck = try await withTemporaryFolder { folder in
                try await FaultyFiles.withDisk(under: folder) { disk in
                    let configuration = SQLiteConfiguration.patient("\(folder)/a.db", readers: 1)
                    disk.strike(call: call, of: Set(FaultyDisk.Call.allCases), with: .inputOutput)
                    do throws(DatabaseError) {
                        let database = try await SQLiteDatabase.open(configuration)
                        await database.close()
                    } catch {
                        #expect(error.code == .unavailable, "call \(call): \(error)")
                        #expect(error.message.contains("\(folder)/a.db"))
                    }
                    let hasStruck = disk.heal()
                    let database = try await SQLiteDatabase.open(configuration)
                    try await database.execute(NoteStatements.create)
                    let findings = try await IntegrityCheck.findings(of: database)
                    #expect(findings.isEmpty, "call \(call)")
                    await database.close()
                    return hasStruck
                }
            }
            if !hasStruck { return }
        }
    }
}
#endif
