/// The record of a migration in the database.
public struct AppliedMigration: Sendable, Hashable {
    /// The component it belongs to.
    public let component: String
    /// Its number.
    public let number: Int
    /// Its name when it was applied.
    public let name: String
    /// The SHA-256 of what was run, in hexadecimal.
    public let checksum: String
    /// The version of the program that applied it.
    public let engineVersion: String
    /// When it began.
    public let startedAt: Instant
    /// When it ended; `nil` for one that is not transactional and was interrupted.
    public let finishedAt: Instant?
}
