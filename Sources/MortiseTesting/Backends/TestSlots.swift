import MortiseSQL

/// Keeps the number of databases that tests use at once within what a machine bears: a test runner starts all tests of
/// a target together.
enum TestSlots {
    private static let pool = ConnectionPool<Int>(capacity: 16, timeout: .seconds(900), discard: { _ in }) { 0 }

    static func withSlot<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let slot = try await pool.lease()
        defer { pool.release(slot) }
        return try await body()
    }
}
