/// A call that the engine makes to its database.
public enum DatabaseCall: Sendable, Hashable {
    /// A statement, by name; in an open transaction or in its own.
    case statement(String)
    /// The begin of a transaction.
    case begin
    /// The commit of a transaction.
    case commit
}
