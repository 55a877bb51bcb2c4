#if CLI
import CLinux
import Glibc
import MortiseSQL

/// Runs statements of all kinds and looks at the memory of this process before and after.
struct MemoryProbe {
    /// Memory at one moment, in bytes.
    struct Measure {
        /// What lies in the machine's memory.
        let resident: Int
        /// What is allocated and not freed.
        let allocated: Int

        static var now: Measure {
            malloc_trim(0)
            return Measure(resident: residentBytes, allocated: Int(mallinfo2().uordblks + mallinfo2().hblkhd))
        }

        private static var residentBytes: Int {
            guard let file = fopen("/proc/self/statm", "r") else { return 0 }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 200)
            guard fgets(&line, 200, file) != nil else { return 0 }
            let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split(separator: " ")
            return (numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
        }
    }

    private static let rows: Int64 = 200

    let url: String
    /// The number of statements.
    let count: Int

    /// - Returns: The growth of both measures after a first part of the statements.
    func run() async throws -> String {
        let database = try await DatabaseSource.at(url, patience: .seconds(5)).open()
        try await database.execute(LedgerTable.creation)
        try await database.execute(LedgerTable.index)
        for id in 1...Self.rows { try await database.execute(LedgerTable.add(1, id, 0, "row \(id)")) }
        // Caches are full and pools are made after this.
        try await work(on: database, statements: max(count / 5, 5_000))
        let before = try await measureAtRest()
        try await work(on: database, statements: count)
        let after = try await measureAtRest()
        await database.close()
        return "resident \(after.resident - before.resident) allocated \(after.allocated - before.allocated)"
    }

    // The timer of a wait that ended early keeps its memory until its time comes, which is that of the pool's patience.
    private func measureAtRest() async throws -> Measure {
        try await Task.sleep(for: .seconds(6))
        return .now
    }

    private func work(on database: any Database, statements: Int) async throws {
        // Each turn runs ten statements.
        let turns = statements / 10 / 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 as Range<Int64> {
                group.addTask { for turn in 0..<turns { try await self.turn(Int64(turn) * 4 + task, on: database) } }
            }
            try await group.waitForAll()
        }
    }

    private func turn(_ number: Int64, on database: any Database) async throws {
        let id = number % Self.rows + 1
        for step in 0..<6 as Range<Int64> {
            _ = try await database.first(LedgerTable.textOf((id + step) % Self.rows + 1))
        }
        // One turn in ten writes, fails and runs a statement for one use: these take longest.
        guard number % 10 == 0 else {
            for step in 6..<10 as Range<Int64> { _ = try await database.first(LedgerTable.textOf(id + step)) }
            return
        }
        try await database.execute(LedgerTable.change(id, String(repeating: "y", count: Int(number % 500))))
        try await database.transaction { transaction in
            try await transaction.execute(LedgerTable.change(id, "z"))
            _ = try await transaction.first(LedgerTable.textOf(id))
        }
        do {
            try await database.execute(
                Statement(
                    once: "ledger.missing",
                    Raw(SQLFragment(unsafeRaw: "INSERT INTO ledger (round, id, pair) VALUES (1, 1, 0)"))))
            throw Failure(what: "a row without its text")
        } catch let error as DatabaseError {
            try expect(error.code == .notNullViolation(column: "text"), "\(error)")
        }
    }
}
#endif
