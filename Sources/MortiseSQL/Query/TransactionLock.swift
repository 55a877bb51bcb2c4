/// Waits for a lock on a number, which the transaction then holds until it ends. Whatever else is in the database is free.
///
/// A database with a single writer has nothing to wait for: its write transactions never run beside each other.
public struct TransactionLock: StatementBody {
    /// The SQL.
    public let fragment: SQLFragment
    /// One truth value, without meaning.
    public let projection: Projection<Bool>

    /// A lock on a number.
    public init(on number: some SQLExpression<Int64>) {
        // The function returns nothing, which is no type that a column could have.
        let isHeld = Predicate(
            SQLFragment.feature(.transactionLock) + number.fragment.parenthesized + " IS NOT NULL")
        projection = Projection(Expression(isHeld))
        fragment = "SELECT " + isHeld.fragment
    }

    /// `true`: it needs a write transaction.
    public var isWrite: Bool { true }
}
