/// Decides what to do from what is known, what is applied and what is wanted. Pure: no database, no clock.
struct MigrationPlanner {
    enum Target: Sendable, Hashable {
        /// All migrations of all sets.
        case latest
        /// The engine's own set up to this number, going up only.
        case up(to: Int)
        /// The engine's own set down to this number, 0 for none.
        case down(to: Int)
    }

    let sets: [MigrationSet]
    let checksum: (Migration) throws(DatabaseError) -> String

    /// The first set is the engine's own; targets name its numbers.
    private var primary: MigrationSet? { sets.first }

    func plan(_ target: Target, applied: [AppliedMigration], existingTables: Set<String>) throws -> MigrationPlan {
        try validateSets()
        try verify(applied: applied)
        try refuseForeign(applied: applied, existingTables: existingTables)
        switch target {
        case .latest:
            return MigrationPlan(steps: try sets.flatMap { try ascent(of: $0, to: .max, applied: applied) })
        case .up(let number):
            guard let primary else { return MigrationPlan(steps: []) }
            try require(number, in: primary, from: 1)
            return MigrationPlan(steps: try ascent(of: primary, to: number, applied: applied))
        case .down(let number):
            guard let primary else { return MigrationPlan(steps: []) }
            try require(number, in: primary, from: 0)
            return MigrationPlan(steps: try descent(of: primary, to: number, applied: applied))
        }
    }

    /// Compares what is applied with what is known.
    func verify(applied: [AppliedMigration]) throws {
        for record in applied.sorted(by: { $0.number < $1.number }) {
            guard let set = sets.first(where: { $0.component == record.component }) else { continue }
            guard let migration = set.migrations.first(where: { $0.number == record.number }) else {
                throw MigrationError(
                    .unknownNewer(component: record.component, number: record.number),
                    "migration \(record.number) (\(record.name)) of \(record.component) is in the database but unknown "
                        + "here: it was applied by version \(record.engineVersion); run that version or a newer one")
            }
            guard migration.name == record.name, try checksum(migration) == record.checksum else {
                throw MigrationError(
                    .drift(component: record.component, number: record.number),
                    "migration \(record.number) (\(record.name)) of \(record.component) was applied in another form than "
                        + "this version has; if the schema is right all the same, accept it with `mortise migrate repair`"
                )
            }
        }
    }

    private func validateSets() throws {
        for set in sets where set.migrations.map(\.number) != Array(1..<(set.migrations.count + 1)) {
            throw MigrationError(
                .invalidSet(component: set.component), "the migrations of \(set.component) are not numbered 1, 2, 3, …")
        }
    }

    private func refuseForeign(applied: [AppliedMigration], existingTables: Set<String>) throws {
        for set in sets where !applied.contains(where: { $0.component == set.component }) {
            let tables = existingTables.intersection(set.schema().tables.keys).sorted()
            guard tables.isEmpty else {
                throw MigrationError(
                    .foreignDatabase(tables: tables),
                    "the database already has tables named \(tables.joined(separator: ", ")) that \(set.component) did "
                        + "not make; use another database or schema")
            }
        }
    }

    private func ascent(
        of set: MigrationSet, to limit: Int, applied: [AppliedMigration]
    ) throws -> [MigrationPlan.Step] {
        let records = applied.filter { $0.component == set.component }
        let finished = Set(records.filter { $0.finishedAt != nil }.map(\.number))
        let begun = Set(records.map(\.number))
        let pending = set.migrations.filter { !finished.contains($0.number) }
        if let first = pending.first, let last = begun.max(), first.number < last {
            throw MigrationError(
                .gap(component: set.component, number: first.number),
                "migration \(first.number) (\(first.name)) of \(set.component) is missing below \(last), which is applied"
            )
        }
        return pending.filter { $0.number <= limit }.map {
            MigrationPlan.Step(
                component: set.component, migration: $0, direction: .up, isResumed: begun.contains($0.number))
        }
    }

    private func descent(
        of set: MigrationSet, to limit: Int, applied: [AppliedMigration]
    ) throws -> [MigrationPlan.Step] {
        let begun = Set(applied.filter { $0.component == set.component }.map(\.number))
        let doomed = set.migrations.filter { $0.number > limit && begun.contains($0.number) }.reversed()
        if let fixed = doomed.first(where: { $0.downChanges == nil }) {
            let reason = if case .irreversible(let reason) = fixed.down { ": \(reason)" } else { "" }
            throw MigrationError(
                .irreversible(component: set.component, number: fixed.number),
                "migration \(fixed.number) (\(fixed.name)) cannot be undone\(reason)")
        }
        return doomed.map {
            MigrationPlan.Step(component: set.component, migration: $0, direction: .down, isResumed: false)
        }
    }

    private func require(_ number: Int, in set: MigrationSet, from lowest: Int) throws {
        guard number >= lowest, number <= set.migrations.count else { throw Self.invalidTarget(number) }
    }

    private static func invalidTarget(_ number: Int) -> MigrationError {
        MigrationError(.invalidTarget(number), "there is no migration \(number) to go to")
    }
}
