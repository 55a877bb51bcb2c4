import struct FoundationEssentials.UUID

/// The one migration runner: plans, applies, undoes, checks and repairs the schema of a database.
///
/// It takes a lock, reads the state again under it, and runs each migration in one transaction with its record, so that
/// any number of runners may start at once and any of them may die at any moment.
public struct Migrator: Sendable {
    /// Tells about a step, for progress: it begins or has ended, its position from 1, and the number of steps.
    public enum Event: Sendable, Hashable {
        /// A step begins.
        case started(MigrationPlan.Step, position: Int)
        /// A step has ended after this time.
        case finished(MigrationPlan.Step, position: Int, Duration)
    }

    let database: any Database
    let sets: [MigrationSet]
    private let version: String
    private let now: @Sendable () -> Instant

    /// A runner.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - sets: The engine's own migrations first, then an app's.
    ///   - version: The version of this program, kept with what it applies.
    ///   - now: The wall clock.
    public init(
        _ database: any Database, sets: [MigrationSet], version: String, now: @escaping @Sendable () -> Instant
    ) {
        self.database = database
        self.sets = sets
        self.version = version
        self.now = now
    }

    /// What ``up(to:lockTimeout:progress:)`` would do. Changes nothing.
    ///
    /// - Parameter number: The engine's own migration to stop at; all of all sets where `nil`.
    /// - Throws: ``MigrationError``, ``DatabaseError``.
    public func plan(to number: Int? = nil) async throws -> MigrationPlan {
        try await database.transaction(.read) { try await plan(Self.target(number), on: $0) }
    }

    /// Applies what is pending.
    ///
    /// - Parameters:
    ///   - number: The engine's own migration to stop at; all of all sets where `nil`.
    ///   - lockTimeout: The longest wait for other runners.
    ///   - progress: Is told about each step.
    /// - Returns: What this runner did; empty when nothing was pending or another runner did it.
    /// - Throws: ``MigrationError``, ``DatabaseError``.
    @discardableResult
    public func up(
        to number: Int? = nil, lockTimeout: Duration = .seconds(60), progress: (Event) -> Void = { _ in }
    ) async throws -> MigrationPlan {
        try await run(Self.target(number), lockTimeout: lockTimeout, progress: progress)
    }

    /// Undoes migrations of the engine's own set until `number` is the last one applied, 0 for none.
    ///
    /// - Throws: ``MigrationError`` with code `.irreversible` before anything was undone, ``DatabaseError``.
    @discardableResult
    public func down(
        to number: Int, lockTimeout: Duration = .seconds(60), progress: (Event) -> Void = { _ in }
    ) async throws -> MigrationPlan {
        try await run(.down(to: number), lockTimeout: lockTimeout, progress: progress)
    }

    /// Undoes that many migrations of the engine's own set, the last one first.
    ///
    /// - Throws: ``MigrationError`` with code `.irreversible` before anything was undone, ``DatabaseError``.
    @discardableResult
    public func down(
        steps: Int, lockTimeout: Duration = .seconds(60), progress: (Event) -> Void = { _ in }
    ) async throws -> MigrationPlan {
        let target = try await database.session(.read) { session in
            let numbers = try await applied(on: session).filter { $0.component == sets.first?.component }.map(\.number)
            guard steps >= 0 else { throw MigrationError(.invalidTarget(steps), "the number of steps is negative") }
            return numbers.sorted().dropLast(steps).last ?? 0
        }
        return try await down(to: target, lockTimeout: lockTimeout, progress: progress)
    }

    /// Accepts the recorded migrations in the form that this program has: rewrites the name and checksum of those that
    /// differ. The schema is left as it is.
    ///
    /// - Returns: The migrations whose record was rewritten.
    @discardableResult
    public func repair(lockTimeout: Duration = .seconds(60)) async throws -> [AppliedMigration] {
        let dialect = database.dialect
        return try await locked(lockTimeout) { session in
            try await session.transaction { transaction in
                var repaired: [AppliedMigration] = []
                for record in try await applied(on: transaction) {
                    guard let migration = migration(of: record) else { continue }
                    let checksum = try migration.checksum(for: dialect)
                    guard checksum != record.checksum || migration.name != record.name else { continue }
                    try await transaction.execute(
                        MigrationHistory.record(
                            record.component, Int64(record.number), migration.name, checksum, version,
                            record.startedAt, record.finishedAt))
                    try await log(
                        record.component, migration, action: "repair", checksum: checksum, started: now(),
                        on: transaction)
                    repaired.append(record)
                }
                return repaired
            }
        }
    }
}

extension Migrator {
    private static func target(_ number: Int?) -> MigrationPlanner.Target { number.map { .up(to: $0) } ?? .latest }

    func planner() -> MigrationPlanner {
        let dialect = database.dialect
        return MigrationPlanner(sets: sets) { (migration) throws(DatabaseError) in try migration.checksum(for: dialect)
        }
    }

    func plan(_ target: MigrationPlanner.Target, on runner: some StatementRunner) async throws -> MigrationPlan {
        let shape = try await SchemaShape.read(from: runner, dialect: database.dialect)
        return try planner().plan(
            target, applied: try await applied(on: runner, shape: shape), existingTables: shape.tables)
    }

    func applied(on runner: some StatementRunner, shape known: SchemaShape? = nil) async throws -> [AppliedMigration] {
        var shape = known
        if shape == nil { shape = try await SchemaShape.read(from: runner, dialect: database.dialect) }
        // A database without records has had no runner yet; looking must not make the tables.
        guard shape?.tables.contains(MigrationHistory.Records.name) == true else { return [] }
        return try await runner.all(MigrationHistory.all())
    }

    private func migration(of record: AppliedMigration) -> Migration? {
        sets.first { $0.component == record.component }?.migrations.first { $0.number == record.number }
    }

    private func run(
        _ target: MigrationPlanner.Target, lockTimeout: Duration, progress: (Event) -> Void
    ) async throws -> MigrationPlan {
        // Refusals and "nothing to do" need no lock and no write, but one snapshot: tables that another runner has made
        // would else seem to be someone else's, until its records are read.
        if try await database.transaction(.read, { try await plan(target, on: $0) }).isEmpty {
            return MigrationPlan(steps: [])
        }
        return try await locked(lockTimeout) { session in
            try await makeTables(on: session)
            var done: [MigrationPlan.Step] = []
            while let step = try await self.step(target, on: session, position: done.count + 1, progress: progress) {
                done.append(step)
            }
            return MigrationPlan(steps: done)
        }
    }

    /// Does the next step, if there is one: planned anew each time, within the transaction that does it.
    private func step(
        _ target: MigrationPlanner.Target, on session: DatabaseSession, position: Int, progress: (Event) -> Void
    ) async throws -> MigrationPlan.Step? {
        let clock = ContinuousClock()
        let start = clock.now
        let runsOutside = try await session.transaction { transaction in
            guard let step = try await plan(target, on: transaction).steps.first else { return Outcome.done }
            progress(.started(step, position: position))
            if !step.migration.isTransactional && database.dialect.runsMigrationsOutsideTransactions {
                try await record(step, finished: nil, on: transaction)
                return .outside(step)
            }
            try await execute(step, on: transaction)
            try await complete(step, on: transaction)
            return .inside(step)
        }
        switch runsOutside {
        case .done: return nil
        case .inside(let step):
            progress(.finished(step, position: position, start.duration(to: clock.now)))
            return step
        case .outside(let step):
            try await execute(step, on: session)
            try await session.transaction { try await complete(step, on: $0) }
            progress(.finished(step, position: position, start.duration(to: clock.now)))
            return step
        }
    }

    private enum Outcome: Sendable {
        case done
        case inside(MigrationPlan.Step)
        case outside(MigrationPlan.Step)
    }

    private func execute(_ step: MigrationPlan.Step, on runner: some StatementRunner) async throws {
        let dialect = database.dialect
        let statements =
            switch step.direction {
            case .up: try step.migration.upStatements(for: dialect)
            case .down: try step.migration.downStatements(for: dialect) ?? []
            }
        for (index, text) in statements.enumerated() {
            let name = "migration.\(step.component).\(step.migration.number).\(step.direction.rawValue).\(index + 1)"
            try await runner.execute(Statement(once: name, Raw(.sql(text))))
        }
    }

    private func complete(_ step: MigrationPlan.Step, on transaction: Transaction) async throws {
        switch step.direction {
        case .up: try await record(step, finished: now(), on: transaction)
        case .down:
            try await transaction.execute(MigrationHistory.remove(step.component, Int64(step.migration.number)))
        }
        try await log(
            step.component, step.migration, action: step.direction.rawValue,
            checksum: try step.migration.checksum(for: database.dialect), started: now(), on: transaction)
    }

    private func record(_ step: MigrationPlan.Step, finished: Instant?, on transaction: Transaction) async throws {
        try await transaction.execute(
            MigrationHistory.record(
                step.component, Int64(step.migration.number), step.migration.name,
                try step.migration.checksum(for: database.dialect), version, now(), finished))
    }

    private func log(
        _ component: String, _ migration: Migration, action: String, checksum: String, started: Instant,
        on transaction: Transaction
    ) async throws {
        try await transaction.execute(
            MigrationHistory.log(
                UUID(), component, Int64(migration.number), migration.name, action, checksum, version, started, now()))
    }

    private func makeTables(on session: DatabaseSession) async throws {
        try await session.transaction { transaction in
            let existing = try await SchemaShape.read(from: transaction, dialect: database.dialect).tables
            for table in MigrationHistory.tables where !existing.contains(table.name) {
                let creation = SQLFragment.sql(table.creation(for: database.dialect))
                try await transaction.execute(Statement(once: "migrations.make_table", Raw(creation)))
            }
        }
    }

    private func locked<Result: Sendable>(
        _ timeout: Duration, _ body: (DatabaseSession) async throws -> Result
    ) async throws -> Result {
        let clock = ContinuousClock()
        let deadline = clock.now + timeout
        while true {
            do {
                return try await database.session(.write) { session in
                    try await session.lockMigrations(timeout: deadline - clock.now)
                    let result = try await body(session)
                    try await session.unlockMigrations()
                    return result
                }
            } catch let error as DatabaseError where error.code == .busy && clock.now < deadline {
                // Another runner is in its transaction; its work is read again when it is done.
                continue
            } catch let error as DatabaseError where error.code == .lockTimeout || error.code == .busy {
                throw MigrationError(.locked, "another migration runner held the lock for \(timeout)")
            }
        }
    }
}
