#if CLI
import CLinux
import Glibc
import Mortise
import MortiseSQL
import MortiseSQLite
import MortiseTesting

/// An engine on a disk of a few megabytes that runs full: a file system of its own, which no other process sees.
struct FullDiskProbe {
    private static let size = "3m"

    /// The folder to put the disk on.
    let folder: String

    /// Puts the disk there and starts this program anew with the remaining arguments.
    ///
    /// A new set of mounts holds for the calling thread, so it must be made before there are others.
    ///
    /// - Returns: Only where the system does not permit it, with its error number.
    static func mount(on folder: String, then arguments: [String]) -> Int32 {
        guard unshare(0x20000) == 0,  // CLONE_NEWNS
            Glibc.mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0,
            Glibc.mount("tmpfs", folder, "tmpfs", 0, "size=\(size)") == 0
        else { return errno }
        var list = (["CrashProbe"] + arguments).map { strdup($0) } + [nil]
        execv("/proc/self/exe", &list)
        return errno
    }

    /// Fills the disk, makes room, and looks at what is there.
    func run() async throws {
        let path = "\(folder)/full.db"
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
        let engine = try await AuthEngine.open(
            .database(database), keyring: .ephemeral, configuration: .forTesting)
        try await database.execute(LedgerTable.creation)
        let known = try await engine.register(
            email: "known@example.com", password: Password("a long enough passphrase"), in: .probe)
        try expect(try fill("ballast", upTo: 600_000) > 0, "room for ballast")
        var acknowledged: Set<Int64> = []
        for round in 1...3 as ClosedRange<Int64> {
            acknowledged.formUnion(try await writeUntilFull(database, round))
            try fill("rest", upTo: .max)
            try expect(try await engine.user(known.id) != nil, "reads go on")
            do {
                _ = try await engine.register(
                    email: "late\(round)@example.com", password: Password("a long enough passphrase"), in: .probe)
                throw Failure(what: "a registration on a full disk")
            } catch let error as AuthError {
                try expect(error.code.label == "unavailable", "a registration on a full disk: \(error)")
            }
            unlink("\(folder)/rest")
            if round == 3 { unlink("\(folder)/ballast") } else { try shrink("ballast", by: 200_000) }
            try await database.execute(LedgerTable.add(round, -round, 0, ""))
            _ = try await engine.register(
                email: "new\(round)@example.com", password: Password("a long enough passphrase"), in: .probe)
            let findings = try await engine.verify().findings
            try expect(findings.isEmpty, "\(findings)")
        }
        try expect(database.statistics.inUse == 0, "no connection in use")
        await engine.close()
        let reopened = try await SQLiteDatabase.open(SQLiteConfiguration(.file(path)))
        var stored: Set<Int64> = []
        for round in 1...3 as ClosedRange<Int64> {
            stored.formUnion(try await reopened.all(LedgerTable.rows(round)).map(\.id))
        }
        try expect(acknowledged.isSubset(of: stored), "acknowledged: \(acknowledged.count), stored: \(stored.count)")
        try expect(try await IntegrityCheck.findings(of: reopened).isEmpty, "integrity")
        await reopened.close()
        print("\(acknowledged.count) writes kept")
    }

    /// Writes at once until each writer is refused.
    private func writeUntilFull(_ database: SQLiteDatabase, _ round: Int64) async throws -> Set<Int64> {
        try await withThrowingTaskGroup(of: [Int64].self) { group in
            for writer in 0..<8 as Range<Int64> {
                group.addTask { try await Self.writeUntilFull(database, round, from: (round * 10 + writer) * 100_000) }
            }
            return try await group.reduce(into: []) { $0.formUnion($1) }
        }
    }

    private static func writeUntilFull(
        _ database: SQLiteDatabase, _ round: Int64, from first: Int64
    ) async throws -> [Int64] {
        let text = String(repeating: "x", count: 2_000)
        var acknowledged: [Int64] = []
        var id = first
        var refusal: DatabaseError?
        while refusal == nil {
            do throws(DatabaseError) {
                try await database.execute(LedgerTable.add(round, id, 0, text))
                acknowledged.append(id)
            } catch {
                refusal = error
            }
            id += 1
        }
        try expect(refusal?.code == .diskFull && refusal?.mayHaveCommitted == false, "\(refusal as Any)")
        return acknowledged
    }

    /// Takes room, down to the last byte where there is less.
    ///
    /// - Returns: How much was taken.
    @discardableResult
    private func fill(_ name: String, upTo limit: Int) throws -> Int {
        let descriptor = open("\(folder)/\(name)", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(what: "\(name) cannot be made: \(errno)") }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4_096)
        var taken = 0
        while taken < limit {
            let count = write(descriptor, block, block.count)
            guard count > 0 else { break }
            taken += count
        }
        return taken
    }

    private func shrink(_ name: String, by count: Int) throws {
        var status = stat()
        guard stat("\(folder)/\(name)", &status) == 0, truncate("\(folder)/\(name)", status.st_size - count) == 0
        else { throw Failure(what: "\(name) cannot be cut: \(errno)") }
    }
}

extension RequestContext {
    /// A request of nobody in particular.
    fileprivate static var probe: RequestContext { RequestContext() }
}
#endif
