#if CLI
import Foundation
import MortiseSQL
import MortiseSQLite
import MortiseTesting
import Testing

@testable import CrashProbe

/// Several processes on one SQLite file.
struct SharedFileTests {
    @Test
    func `F11: writers wait for a lock of another process without blocking a thread, and go on when it dies`()
        async throws
    {
        try await TestBackend.sqliteFile.withStorage { storage in
            let url = try #require(storage.url)
            let path = String(url.dropFirst("sqlite:".count))
            try await storage.withDatabase { _ = try await $0.execute(LedgerTable.creation) }
            let patient = SQLiteConfiguration(.file(path), busyTimeout: .seconds(60))
            // Together their connections would block every thread there is.
            var waiting: [SQLiteDatabase] = []
            for _ in 0..<16 { waiting.append(try await SQLiteDatabase.open(patient)) }
            let hasty = try await SQLiteDatabase.open(
                SQLiteConfiguration(.file(path), busyTimeout: .milliseconds(100), poolTimeout: .seconds(60)))
            let holder = try RunningProgram("CrashProbe", ["lock", url], in: storage.folder)
            #expect(try await holder.firstLine() == "locked")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, database) in waiting.enumerated() {
                    group.addTask {
                        let add = LedgerTable.add(1, Int64(number), 0, "")
                        if number % 2 == 0 {
                            try await database.execute(add)
                        } else {
                            try await database.transaction { _ = try await $0.execute(add) }
                        }
                    }
                }
                while !waiting.allSatisfy({ $0.statistics.inUse == 1 }) { await Task.yield() }
                for round in 1...3 as ClosedRange<Int64> {
                    await #expect(throws: DatabaseError(.busy, "")) {
                        try await hasty.execute(LedgerTable.add(2, round, 0, ""))
                    }
                    await #expect(throws: DatabaseError(.busy, "")) {
                        try await hasty.transaction { _ = try await $0.execute(LedgerTable.add(2, round, 0, "")) }
                    }
                    #expect(try await hasty.first(LedgerTable.count()) == 0, "reads go on")
                }
                #expect(waiting.allSatisfy { $0.statistics.inUse == 1 }, "the patient ones still wait")
                holder.send(SIGKILL)
                #expect(try await holder.end().signal == SIGKILL)
                try await hasty.execute(LedgerTable.add(2, 9, 0, ""))
                try await group.waitForAll()
            }
            #expect(try await hasty.first(LedgerTable.count()) == 17)
            for database in waiting + [hasty] { await database.close() }
        }
    }

    @Test
    func `a transaction that finds the file locked waits the waiting time once`() async throws {
        try await TestBackend.sqliteFile.withStorage { storage in
            let url = try #require(storage.url)
            try await storage.withDatabase { _ = try await $0.execute(LedgerTable.creation) }
            let holder = try RunningProgram("CrashProbe", ["lock", url], in: storage.folder)
            #expect(try await holder.firstLine() == "locked")
            let limit = Duration.seconds(2)
            let database = try await SQLiteDatabase.open(
                SQLiteConfiguration(.file(String(url.dropFirst("sqlite:".count))), busyTimeout: limit))
            let wait = await ContinuousClock().measure {
                await #expect(throws: DatabaseError(.busy, "")) { try await database.transaction { _ in } }
            }
            // Waiting again with each retry would take nine times as long.
            #expect(wait >= limit && wait < limit * 5)
            holder.send(SIGKILL)
            _ = try await holder.end()
            await database.close()
        }
    }

    @Test
    func `F11: two processes that write to one file at once lose nothing and see no error`() async throws {
        let writes = Soak.size(60, soak: 5_000)
        try await TestBackend.sqliteFile.withStorage { storage in
            let url = try #require(storage.url)
            try await storage.withDatabase { _ = try await $0.execute(LedgerTable.creation) }
            for (first, second) in [(16, 16), (64, 1)] {
                let probes = try [first, second].enumerated().map { number, writers in
                    try RunningProgram(
                        "CrashProbe", ["write", url, "\(writers + number * 1_000)", "\(writers)", "\(writes)"],
                        in: storage.folder)
                }
                for (number, probe) in probes.enumerated() {
                    let end = try await probe.end()
                    #expect(end.status == 0, "\(end.errors)")
                    let ledger = WrittenLedger(end.output)
                    let writers = [first, second][number]
                    #expect(ledger.errors.isEmpty, "\(ledger.errors.count): \(ledger.errors.first ?? "")")
                    #expect(ledger.ids.count == writers * (writes + writes / 3))
                    try await storage.withDatabase {
                        try await ledger.expectPresence(
                            in: $0, rounds: [Int64(writers + number * 1_000)], "process \(number)")
                    }
                }
            }
        }
    }

    @Test
    func `F11: two servers on one file serve without an error`() async throws {
        try await TestBackend.sqliteFile.withStorage { storage in
            let installation = try Installation(storage)
            let servers = [try await installation.serve(), try await installation.serve()]
            let loads = servers.enumerated().map { Load(port: $1.port, name: "node-\($0)", ledger: Ledger()) }
            async let first: Void = loads[0].run()
            async let second: Void = loads[1].run()
            // How long they serve is the size of the test.
            try await Task.sleep(for: .seconds(Soak.size(2, soak: 60)))
            for server in servers { server.program.send(SIGKILL) }
            _ = await (first, second)
            for server in servers { #expect(try await server.program.end().signal == SIGKILL) }
            let addresses = Set(try await installation.addresses())
            for load in loads {
                let entries = load.ledger.entries
                #expect(entries.surprises.isEmpty)
                #expect(!entries.accounts.isEmpty && Set(entries.accounts).isSubset(of: addresses))
            }
            let verification = try await installation.run("verify")
            #expect(verification.status == 0, "\(verification.output)\(verification.errors)")
        }
    }

    @Test
    func `many processes that open a file that is not there yet make one database of it`() async throws {
        try await TestBackend.sqliteFile.withStorage { storage in
            for round in 1...Soak.size(3, soak: 50) {
                let url = "sqlite:\(storage.folder.path)/new-\(round).db"
                let probes = try (1...8).map { _ in
                    try RunningProgram("CrashProbe", ["write", url, "1", "1", "1"], in: storage.folder)
                }
                for probe in probes {
                    let end = try await probe.end()
                    // Without a table each write fails, and so opening is all that is seen here.
                    let ledger = WrittenLedger(end.output)
                    #expect(end.status == 0, "\(end.errors)")
                    #expect(ledger.errors.allSatisfy { $0.hasPrefix("! undefined_object") }, "\(ledger.errors)")
                }
            }
        }
    }
}
#endif
