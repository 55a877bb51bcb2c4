import MortiseTesting
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ConformanceTests {
    @Test(arguments: StorageBackend.available, DatabaseConformance.checks)
    func `every backend keeps the contract`(backend: StorageBackend, check: DatabaseConformance.Check) async throws {
        try await backend.withStorage { storage in try await check.run(on: storage) }
    }
}
