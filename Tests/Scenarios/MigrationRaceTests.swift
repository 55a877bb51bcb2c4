#if CLI
import Foundation
import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Several processes that migrate one database.
struct MigrationRaceTests {
    @Test(arguments: TestBackend.concurrent, 1...5)
    func `F4: eight processes at once apply each migration once`(backend: TestBackend, repetition: Int) async throws {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            let runners = try (1...8).map { _ in try installation.start("migrate", "up") }
            for runner in runners {
                let end = try await runner.end()
                #expect(end.status == 0, "\(end.errors)")
            }
            try await storage.withDatabase { database in
                let all = AuthEngine.migrations.migrations.map { Int64($0.number) }
                let applied = try await database.recordedMigrations()
                let ever = try await database.recordedAscents()
                let report = try await AuthEngine.migrator(database).verify()
                #expect(applied == all && ever == all && report.isSound)
            }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `F3: when the process that holds the lock is killed, the next runner goes on at once`(backend: TestBackend)
        async throws
    {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            let url = try #require(storage.url)
            let holder = try RunningProgram("CrashProbe", ["hold", "engine", url], in: storage.folder)
            #expect(try await holder.firstLine() == "holding")
            let refused = try await installation.run("migrate", "up", "--lock-timeout", "0")
            #expect(refused.status == 4, "\(refused.errors)")
            let next = try installation.start("migrate", "up", "--lock-timeout", "300")
            holder.send(SIGKILL)
            let clock = ContinuousClock()
            let wait = try await clock.measure {
                let end = try await next.end()
                #expect(end.status == 0, "\(end.errors)")
            }
            // Far below the lock timeout and every limit at which a lock would be taken from the dead.
            #expect(wait < .seconds(20))
            #expect(try await holder.end().signal == SIGKILL)
        }
    }
}
#endif
