public import Logging
import MortiseArgon2
import MortiseLocking
import MortiseMigrations
public import MortiseSQL

/// The front door: accounts, logins and sessions, kept in the app's own database.
///
/// ```swift
/// let auth = try await AuthEngine.open(.sqlite(path: "app.db"), keyring: .file("mortise.keys"))
/// let user = try await auth.register(email: "ada@example.com", password: "correct horse battery", in: context)
/// ```
///
/// Every flow takes a ``RequestContext``, does its work in at most one transaction together with its entry in the audit
/// log, and throws one typed ``AuthError``.
public final class AuthEngine: Sendable {
    /// The version of the engine.
    public static let version = "0.1.0"

    /// The database, for the app's own statements beside the engine's.
    public let database: any Database
    /// What the engine was told at the start.
    public let configuration: AuthConfiguration

    let vault: Vault
    let hasher: PasswordHasher
    let limits: any RateLimitStore
    let audit: AuditLog
    let telemetry: EngineTelemetry
    /// Wakes the sender of mail.
    let mailSignal = WakeUp()
    /// Wakes the deliverer of events.
    let eventSignal = WakeUp()
    let clock: any WallClock
    let logger: Logger

    init(
        database: any Database, configuration: AuthConfiguration, vault: Vault, hasher: PasswordHasher,
        telemetry: EngineTelemetry, clock: any WallClock, logger: Logger
    ) {
        self.telemetry = telemetry
        audit = AuditLog(counts: telemetry.metrics?.auditEvents)
        self.database = database
        self.configuration = configuration
        self.vault = vault
        self.hasher = hasher
        self.clock = clock
        self.logger = logger
        limits =
            switch configuration.rateLimits.store {
            case .database: DatabaseRateLimitStore()
            case .memory: MemoryRateLimitStore()
            }
    }

    /// Opens an engine: the database, the keyring, and the schema, which is brought up to date unless the configuration
    /// says otherwise.
    ///
    /// The keyring is compared with the database before anything is written.
    ///
    /// - Parameters:
    ///   - source: The database, as `.sqlite(path:)` or `.postgres(_:)`; closed by ``close()``.
    ///   - keyring: Where the keys come from.
    ///   - configuration: What differs from the defaults.
    ///   - clock: The wall clock.
    ///   - logger: Where log entries go.
    /// - Throws: ``AuthError`` with code `.configuration` or `.keyring`, `MigrationError`, `DatabaseError`.
    public static func open(
        _ source: DatabaseSource, keyring: KeyringSource, configuration: AuthConfiguration = AuthConfiguration(),
        clock: any WallClock = SystemClock(), logger: Logger = Logger(label: "mortise")
    ) async throws -> AuthEngine {
        let telemetry = EngineTelemetry()
        let metrics = telemetry.metrics
        try configuration.check()
        let pool = try hashingPool(configuration, metrics)
        let database = try await source.open()
        do {
            let vault = try await prepare(
                database, keyring: keyring, migrates: configuration.migratesAtOpen, metrics: metrics, clock: clock)
            let hasher = try await PasswordHasher(pool: pool, parameters: configuration.argon2, metrics: metrics)
            return AuthEngine(
                database: database, configuration: configuration, vault: vault, hasher: hasher,
                telemetry: telemetry, clock: clock, logger: logger)
        } catch {
            await database.close()
            throw error
        }
    }

    /// Waits for running work and closes the hashing threads and the database.
    public func close() async {
        await hasher.close()
        await database.close()
    }

    /// The runner of the engine's migrations, and of an app's own beside them.
    public static func migrator(
        _ database: any Database, additional: [MigrationSet] = [], clock: any WallClock = SystemClock()
    ) -> Migrator {
        Migrator(database, sets: [EngineMigrations.all] + additional, version: version) { clock.now }
    }

    /// The engine's own migrations.
    public static var migrations: MigrationSet { EngineMigrations.all }

    /// Every statement that the engine runs, for golden files.
    package static var statements: [StatementTemplate] {
        KeyRecords.templates + UserStatements.templates + SessionStatements.templates + TokenStatements.templates
            + RateLimitStatements.templates + OutboxStatements.templates + EventStatements.templates
            + AuditLog.templates + RotationStatements.templates
    }

    /// Those of them that only the owner of the tables may run, where a serving role has no more rights than it needs.
    package static var ownerStatements: [StatementTemplate] {
        [
            UserStatements.purge.template, AuditLog.forgetClients.template, AuditLog.sweep.template,
            KeyRecords.drop.template,
        ]
    }

    private static func hashingPool(
        _ configuration: AuthConfiguration, _ metrics: EngineMetrics?
    ) throws -> HashingPool {
        do throws(Argon2Error) {
            return try HashingPool(
                threads: configuration.hashingThreads, queueLimit: configuration.hashingQueueLimit,
                maximumWait: configuration.hashingMaximumWait, onCompletion: { metrics?.hashed(in: $0) },
                onQueueChange: { metrics?.hashesWait($0) })
        } catch {
            guard error.code == .invalidParameters else { throw error }
            throw AuthError(
                .configuration, "hashing takes 1 to 1,024 threads, a queue of up to 1,000,000, a wait of up to 60 s",
                underlying: error)
        }
    }

    private static func prepare(
        _ database: any Database, keyring source: KeyringSource, migrates: Bool, metrics: EngineMetrics?,
        clock: any WallClock
    ) async throws -> Vault {
        let migrator = migrator(database, clock: clock)
        let pending = try await migrator.plan()
        metrics?.arePending(migrations: pending.steps.count)
        let recorded = try await keyRecords(of: database, migrator: migrator)
        let dropped = Set(recorded.filter { $0.1 == KeyRecords.dropped }.map(\.0))
        let vault = Vault(try source.load(recorded.isEmpty).without(dropped: dropped))
        try KeyRecords.verify(vault, against: recorded)
        if !pending.isEmpty {
            guard migrates else { throw pending.refusal }
            try await migrator.up()
            metrics?.arePending(migrations: 0)
        }
        try await database.transaction { transaction in
            // Retired keys are not recorded: nodes that do not have the next key yet go on until one writes with it.
            if let (id, value) = vault.checkValues.first {
                let now = clock.now
                let isNew = try await transaction.execute(KeyRecords.insert(Int64(id), value, now)) > 0
                // The first key of a database is part of its making.
                if isNew && !recorded.isEmpty {
                    try await AuditLog(counts: metrics?.auditEvents).record(
                        .keyActivated, by: .system, of: nil, details: ["key": .integer(Int64(id))],
                        in: RequestContext(), at: now, on: transaction)
                }
            }
            // Another process may have been first, with another keyring.
            try KeyRecords.verify(vault, against: try await transaction.all(KeyRecords.all()))
        }
        return vault
    }

    static func keyRecords(
        of database: any Database, migrator: Migrator
    ) async throws -> [(UInt32, [UInt8])] {
        let hasTable = try await migrator.status().contains {
            $0.component == migrations.component && $0.applied != nil
        }
        return hasTable ? try await database.all(KeyRecords.all()) : []
    }
}
