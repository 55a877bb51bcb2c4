public import Logging
import MortiseArgon2
public import MortiseSQL

extension AuthEngine {
    /// An engine to look at a database as it is, for a diagnosis.
    ///
    /// Nothing is made, migrated or recorded: migrations may be pending, and the keyring need not be that of the database;
    /// ``health()`` tells. A database that was opened for reading alone keeps the engine from being used for more.
    ///
    /// - Parameters:
    ///   - database: The database; closed by ``close()``.
    ///   - keyring: Where the keys come from. A file that is missing is not made.
    ///   - configuration: What differs from the defaults.
    ///   - clock: The wall clock.
    ///   - logger: Where log entries go.
    /// - Throws: ``AuthError`` with code `.keyring`, `DatabaseError`. The database is then still open.
    public static func inspecting(
        _ database: any Database, keyring: KeyringSource, configuration: AuthConfiguration = AuthConfiguration(),
        clock: any WallClock = SystemClock(), logger: Logger = Logger(label: "mortise")
    ) async throws -> AuthEngine {
        let recorded = try await keyRecords(of: database, migrator: migrator(database, clock: clock))
        let dropped = Set(recorded.filter { $0.1 == KeyRecords.dropped }.map(\.0))
        let vault = Vault(try keyring.load(false).without(dropped: dropped))
        let hasher = try await PasswordHasher(
            pool: HashingPool(threads: 1), parameters: configuration.argon2, metrics: nil)
        return AuthEngine(
            database: database, configuration: configuration, vault: vault, hasher: hasher,
            telemetry: EngineTelemetry(), clock: clock, logger: logger)
    }
}
