#if CLI
import Foundation
import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@testable import CrashProbe

/// `kill -9` of a migrating process before each of its calls to the database, one after the other.
struct MigrationCrashTests {
    @Test(arguments: TestBackend.concurrent, ProbedMigrations.allCases)
    func `F3: up goes on after a kill at any call of up`(backend: TestBackend, set: ProbedMigrations) async throws {
        try await sweep { call in
            try await backend.withStorage { storage in
                let wasKilled = try await probe(set, .up, call, storage)
                try await storage.withDatabase { database in
                    try await expectRecovery(of: set, in: database)
                    #expect(try await database.recordedAscents() == set.numbers, "killed before call \(call)")
                }
                return wasKilled
            }
        }
    }

    @Test(arguments: TestBackend.concurrent, ProbedMigrations.allCases)
    func `F3: up goes on after a kill at any call of down`(backend: TestBackend, set: ProbedMigrations) async throws {
        try await backend.withStorage { storage in
            try await storage.withDatabase { _ = try await set.migrator($0).up() }
            try await sweep { call in
                let wasKilled = try await probe(set, .down, call, storage)
                try await storage.withDatabase { database in
                    try await expectRecovery(of: set, in: database)
                    let ups = try await database.recordedAscents()
                    let downs = try await database.recordedDescents()
                    for migration in set.migrations.migrations {
                        let balance = [ups, downs].map { $0.count { $0 == Int64(migration.number) } }
                        // An interrupted way down that no transaction undoes leaves only the new way up on record.
                        let isExact = migration.isTransactional || !database.dialect.runsMigrationsOutsideTransactions
                        #expect(isExact ? balance[0] == balance[1] + 1 : balance[0] > balance[1])
                    }
                }
                return wasKilled
            }
        }
    }

    /// Kills at call 1, 2, 3 … until nothing is left to be killed at.
    private func sweep(_ killing: (Int) async throws -> Bool) async throws {
        var call = 1
        while try await killing(call) { call += 1 }
        #expect(call > 10, "hardly anything was called")
    }

    /// Runs the probe and tells whether it was killed.
    private func probe(
        _ set: ProbedMigrations, _ direction: MigrationProbe.Direction, _ call: Int, _ storage: TestStorage
    ) async throws -> Bool {
        let arguments = ["kill", set.rawValue, direction.rawValue, try #require(storage.url), "\(call)"]
        let end = try await RunningProgram.run("CrashProbe", arguments, in: storage.folder)
        try #require(end.signal == SIGKILL || end.status == 0, "call \(call): \(end.errors)")
        return end.signal == SIGKILL
    }

    private func expectRecovery(
        of set: ProbedMigrations, in database: any Database, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let migrator = set.migrator(database)
        try await migrator.up()
        #expect(try await migrator.verify().isSound, sourceLocation: sourceLocation)
        let shape = try await SchemaShape.read(from: database, dialect: database.dialect)
        let differences = shape.differences(from: set.schema.shape(for: database.dialect))
        #expect(differences.missing.isEmpty && differences.unexpected.isEmpty, sourceLocation: sourceLocation)
        #expect(try await database.recordedMigrations() == set.numbers, sourceLocation: sourceLocation)
    }
}

extension ProbedMigrations {
    fileprivate var numbers: [Int64] { migrations.migrations.map { Int64($0.number) } }
}
#endif
