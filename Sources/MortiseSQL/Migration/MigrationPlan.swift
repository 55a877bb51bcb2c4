/// What is to be done to a database, in order.
public struct MigrationPlan: Sendable, Hashable {
    /// The way a step goes.
    public enum Direction: String, Sendable, Hashable {
        /// Applies a migration.
        case up
        /// Undoes one.
        case down
    }

    /// One migration to apply or to undo.
    public struct Step: Sendable, Hashable {
        /// The component it belongs to.
        public let component: String
        /// The migration.
        public let migration: Migration
        /// The way it goes.
        public let direction: Direction
        /// Whether it began before and was interrupted.
        public let isResumed: Bool
    }

    /// The steps, in order.
    public let steps: [Step]

    /// Whether there is nothing to do.
    public var isEmpty: Bool { steps.isEmpty }

    /// The error of a program that finds this to be done and must not do it.
    public var refusal: MigrationError {
        MigrationError(
            .pending(count: steps.count),
            "\(steps.count) migrations are pending; apply them with `mortise migrate up`")
    }
}
