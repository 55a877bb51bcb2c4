/// What the databases spell differently inside a statement. A dialect renders it or refuses; it never drops it silently.
public enum SQLFeature: Sendable, Hashable {
    /// The greatest of several values: `GREATEST` or scalar `MAX`.
    case greatest
    /// The least of several values: `LEAST` or scalar `MIN`.
    case least
    /// A lock on the rows a SELECT returns, until the transaction ends.
    case rowLock(RowLock)
    /// The function that waits for a lock on a number, which the transaction then holds until it ends.
    case transactionLock
}

/// How a SELECT locks its rows.
public enum RowLock: Sendable, Hashable {
    /// Wait until other lockers are done.
    case forUpdate
    /// Pass over rows that others have locked: the way to share a queue among workers.
    case forUpdateSkippingLocked
}
