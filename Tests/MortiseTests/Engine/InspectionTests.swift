import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// An engine that looks at a database as it is.
@Suite struct InspectionTests {
    @Test(arguments: TestBackend.available)
    func `nothing is migrated or recorded, and another keyring is told by the health`(backend: TestBackend) async throws
    {
        try await backend.withFleet { fleet in
            _ = try await AuthEngine.inspecting(fleet.database, keyring: .ephemeral)
            let migrator = AuthEngine.migrator(fleet.database)
            #expect(try await migrator.status().allSatisfy { $0.applied == nil })
            try await migrator.up()
            let looking = try await AuthEngine.inspecting(fleet.database, keyring: .ephemeral)
            #expect(try await fleet.database.all(KeyRecords.all()).isEmpty)
            #expect(await looking.health().allSatisfy(\.isHealthy))
            _ = try await fleet.node(fleet.first)
            let health = await looking.health()
            #expect(health.filter { !$0.isHealthy }.map(\.name) == ["keyring"])
            #expect(try await fleet.database.all(KeyRecords.all()).map(\.0) == [1])
        }
    }

    @Test func `a keyring file that is missing is not made`() async throws {
        try await TestBackend.sqliteMemory.withStorage { storage in
            let database = try await storage.source.open()
            await #expect(throws: AuthError(.keyring, "")) {
                _ = try await AuthEngine.inspecting(database, keyring: .file("\(storage.folder.path)/keys"))
            }
            await database.close()
        }
    }
}
