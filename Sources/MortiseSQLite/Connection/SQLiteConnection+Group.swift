#if SQLite
import CSQLite
import MortiseSQL

/// What became of writes that were run in one transaction.
enum GroupOutcome {
    /// Each has its own outcome, and what they changed is committed.
    case committed
    /// Nothing was changed.
    case undone
    /// It is not known, or cannot be helped by running them one by one.
    case failed(DatabaseError)
}

extension SQLiteConnection {
    /// Runs writes in the transaction that was just opened, and commits it.
    ///
    /// A statement that fails by a constraint has undone its own changes, as it does in a transaction of its own
    /// (sqlite.org/lang_conflict.html, ABORT), and does not concern the others. After some errors SQLite ends the whole
    /// transaction; what was done before is then undone too.
    ///
    /// - Returns: What became of all of them; none may be acknowledged before.
    func commitTogether(_ writes: [PendingWrite]) -> GroupOutcome {
        for write in writes {
            let error = write.run(on: self)
            guard handle.isInTransaction else {
                expectsTransaction = false
                return error != nil
                    ? .undone
                    : .failed(DatabaseError(.misuse, "a statement ended the transaction").withUnknownOutcome)
            }
        }
        let status = control.take(.commit)
        guard status != SQLITE_DONE else {
            expectsTransaction = false
            return .committed
        }
        let error = failure(status, of: .commit)
        rollBack()
        // A constraint that is checked at the COMMIT does not tell who broke it, and a full disk may have room for some.
        // Waiting for a lock would not go faster one by one.
        return error.mayHaveCommitted || error.code == .busy ? .failed(error) : .undone
    }
}
#endif
