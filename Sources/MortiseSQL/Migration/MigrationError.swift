/// Why migrations were refused. Nothing was changed unless the code says so.
/// Equal by ``code``.
public struct MigrationError: Error, Sendable {
    /// What is wrong.
    public enum Code: Sendable, Hashable {
        /// An applied migration is not the one this program knows under its number.
        case drift(component: String, number: Int)
        /// The database has a migration that this program does not know: it belongs to a newer one.
        case unknownNewer(component: String, number: Int)
        /// A migration is missing below one that is applied.
        case gap(component: String, number: Int)
        /// Tables of ours exist, but no record of having made them.
        case foreignDatabase(tables: [String])
        /// A migration has no way back.
        case irreversible(component: String, number: Int)
        /// Migrations are not applied yet, and this program was told not to apply them.
        case pending(count: Int)
        /// Another runner kept the lock for the whole waiting time.
        case locked
        /// There is no such migration to go to.
        case invalidTarget(Int)
        /// The program's own migrations are not numbered from 1 without gaps.
        case invalidSet(component: String)
    }

    /// What is wrong.
    public let code: Code
    /// What is wrong and what to do about it, in one or two sentences.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension MigrationError: Equatable {
    /// Errors are equal when their codes are.
    public static func == (lhs: MigrationError, rhs: MigrationError) -> Bool { lhs.code == rhs.code }
}

extension MigrationError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
