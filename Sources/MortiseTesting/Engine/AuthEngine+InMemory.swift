#if SQLite
public import Mortise
import MortiseArgon2
import MortiseSQLite

extension AuthEngine {
    /// An engine for unit tests: in memory, with a clock that stands still and the cheapest password hash.
    ///
    /// - Parameters:
    ///   - configuration: What differs from ``AuthConfiguration/forTesting``.
    ///   - clock: The clock.
    public static func inMemory(
        configuration: AuthConfiguration = .forTesting, clock: any WallClock = ManualClock()
    ) async throws -> AuthEngine {
        try await open(
            .sqlite(SQLiteConfiguration(.memory)), keyring: .ephemeral, configuration: configuration, clock: clock)
    }
}
#endif
