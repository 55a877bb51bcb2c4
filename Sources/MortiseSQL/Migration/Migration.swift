/// One numbered step of a schema's history, frozen once shipped.
///
/// A migration holds literals only, never live code, so that it renders the same for ever. What it renders to is kept
/// as golden files and its digest in the database, so a change of history does not pass unnoticed.
public struct Migration: Sendable, Hashable {
    /// When in the life of a rolling deployment it may run.
    public enum Phase: String, Sendable, Hashable {
        /// Adds what older programs do not notice: runs before the new program.
        case expand
        /// Fills what was added.
        case backfill
        /// Removes what no running program uses any more: runs after the last old program is gone.
        case contract
    }

    /// The way back.
    public enum Down: Sendable, Hashable {
        /// The inverse of each change, in reverse order.
        case derived
        /// These changes.
        case changes([SchemaChange])
        /// There is none, for this reason.
        case irreversible(String)
    }

    /// Its place in the order, from 1 without gaps.
    public let number: Int
    /// A short name in snake case.
    public let name: String
    /// When it may run.
    public let phase: Phase
    /// Whether it runs in one transaction with its record. One that does not must be safe to run again from its start;
    /// SQLite, where every change may be part of a transaction, runs it in one all the same.
    public let isTransactional: Bool
    /// The changes, in order.
    public let up: [SchemaChange]
    /// The way back.
    public let down: Down

    /// A migration.
    public init(
        _ number: Int, _ name: StaticString, phase: Phase = .expand, isTransactional: Bool = true, up: [SchemaChange],
        down: Down = .derived
    ) {
        self.number = number
        self.name = name.description
        self.phase = phase
        self.isTransactional = isTransactional
        self.up = up
        self.down = down
    }

    /// The changes that undo it; `nil` where it is irreversible.
    public var downChanges: [SchemaChange]? {
        switch down {
        case .changes(let changes): return changes
        case .irreversible: return nil
        case .derived:
            let inverses = up.reversed().map(\.inverse)
            return inverses.contains(nil) ? nil : inverses.compactMap { $0 }
        }
    }
}

/// The migrations of one component in one database: the engine's own, or an app's under the app's name.
public struct MigrationSet: Sendable, Hashable {
    /// The component's name, as `mortise`.
    public let component: String
    /// The migrations, numbered from 1 without gaps.
    public let migrations: [Migration]

    /// A set.
    public init(_ component: StaticString, _ migrations: [Migration]) {
        self.component = component.description
        self.migrations = migrations
    }

    /// The schema after all migrations up to a number.
    public func schema(upTo number: Int = .max) -> Schema {
        var schema = Schema()
        for migration in migrations where migration.number <= number { migration.up.forEach { schema.apply($0) } }
        return schema
    }
}
