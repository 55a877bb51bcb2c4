extension Migrator {
    /// A migration and whether it is applied.
    public struct Status: Sendable, Hashable {
        /// How a migration stands.
        public enum State: String, Sendable, Hashable {
            /// Applied in the form that this program has.
            case applied
            /// Not applied yet.
            case pending
            /// Begun and interrupted; the next run takes it up again.
            case interrupted
            /// Applied in another form.
            case drifted
            /// Applied, and unknown to this program.
            case unknown
        }

        /// The component it belongs to.
        public let component: String
        /// Its number.
        public let number: Int
        /// Its name.
        public let name: String
        /// When in a rolling deployment it may run; `nil` for an unknown one.
        public let phase: Migration.Phase?
        /// How it stands.
        public let state: State
        /// Its record, once it has begun.
        public let applied: AppliedMigration?
    }

    /// All migrations, known and applied, in order. Changes nothing.
    ///
    /// - Throws: ``DatabaseError``.
    public func status() async throws -> [Status] {
        let applied: [AppliedMigration] = try await database.transaction(.read) { try await self.applied(on: $0) }
        let dialect = database.dialect
        var result: [Status] = []
        for set in sets {
            let records = applied.filter { $0.component == set.component }
            for migration in set.migrations {
                let record = records.first { $0.number == migration.number }
                let checksum = try migration.checksum(for: dialect)
                let state: Status.State =
                    switch record {
                    case nil: .pending
                    case let record? where record.checksum != checksum || record.name != migration.name: .drifted
                    case let record? where record.finishedAt == nil: .interrupted
                    case .some: .applied
                    }
                result.append(
                    Status(
                        component: set.component, number: migration.number, name: migration.name,
                        phase: migration.phase, state: state, applied: record))
            }
            for record in records where !set.migrations.contains(where: { $0.number == record.number }) {
                result.append(
                    Status(
                        component: set.component, number: record.number, name: record.name, phase: nil,
                        state: .unknown, applied: record))
            }
        }
        return result
    }

    /// What ``verify()`` found.
    public struct Report: Sendable, Hashable {
        /// Facts of the schema that the applied migrations promise and the database does not have.
        public let missing: [String]
        /// Facts of the migrated tables that no migration made, as an index that an operator added.
        public let unexpected: [String]

        /// Whether everything promised is there.
        public var isSound: Bool { missing.isEmpty }
    }

    /// Compares the records with the known migrations, and the schema with what the applied ones lead to.
    ///
    /// - Throws: ``MigrationError`` for drift and unknown migrations, ``DatabaseError``.
    public func verify() async throws -> Report {
        try await database.transaction(.read) { snapshot in
            let shape = try await SchemaShape.read(from: snapshot, dialect: database.dialect)
            let applied = try await applied(on: snapshot, shape: shape)
            try planner().verify(applied: applied)
            var missing: [String] = []
            var unexpected: [String] = []
            for set in sets {
                let last = applied.filter { $0.component == set.component && $0.finishedAt != nil }.map(\.number).max()
                let expected = set.schema(upTo: last ?? 0).shape(for: database.dialect)
                let differences = shape.differences(from: expected)
                missing += differences.missing
                unexpected += differences.unexpected
            }
            return Report(missing: missing, unexpected: unexpected)
        }
    }
}
