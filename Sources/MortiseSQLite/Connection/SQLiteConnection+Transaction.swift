#if SQLite
import CSQLite
import MortiseSQL

extension SQLiteConnection {
    /// Opens a transaction; waits for the write lock where another process has it.
    ///
    /// - Throws: ``DatabaseError``.
    func begin(_ mode: TransactionMode) async throws(DatabaseError) {
        guard !handle.isInTransaction else { throw DatabaseError(.misuse, "a transaction is open already") }
        if mode == .write && configuration.isReadOnly {
            throw DatabaseError(.readOnly, "the database was opened for reading only")
        }
        if Task.isCancelled { throw DatabaseError(.cancelled, "cancelled before the transaction began") }
        if mode == .write { willWrite() }
        try await takePatiently(.begin(mode))
        expectsTransaction = true
    }

    /// Commits the open transaction, which has ended when this returns or throws.
    ///
    /// - Throws: ``DatabaseError``; after an I/O error the outcome is unknown until the log is read again.
    func commit() async throws(DatabaseError) {
        guard handle.isInTransaction else {
            expectsTransaction = false
            throw DatabaseError(.transactionAborted, "SQLite has rolled the transaction back")
        }
        do throws(DatabaseError) {
            try await takePatiently(.commit)
            expectsTransaction = false
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends the open transaction, if any, and what it has done.
    func rollBack() {
        expectsTransaction = false
        guard handle.isInTransaction else { return }
        if control.take(.rollback) != SQLITE_DONE { isBroken = true }
    }

    private func takePatiently(_ step: TransactionControl.Step) async throws(DatabaseError) {
        var patience: BusyPatience?
        while true {
            let status = control.take(step)
            if status == SQLITE_DONE { return }
            guard status & 0xff == SQLITE_BUSY else { throw failure(status, of: step) }
            var waiting = patience ?? busyPatience
            try await waiting.wait()
            patience = waiting
        }
    }

    /// The error of a step that just returned `status`.
    func failure(_ status: Int32, of step: TransactionControl.Step) -> DatabaseError {
        let error = handle.failure(status)
        note(error)
        // A frame whose sync failed may be in the log all the same, and count after a crash.
        if case .commit = step, status & 0xff == SQLITE_IOERR { return error.withUnknownOutcome }
        return error
    }
}
#endif
