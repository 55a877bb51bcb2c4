#if SQLite
import CSQLite
import MortiseSQL

/// The statements that open and end transactions, kept prepared.
final class TransactionControl {
    enum Step {
        case begin(TransactionMode)
        case commit
        case rollback
    }

    private var beginRead: PreparedStatement?
    private var beginWrite: PreparedStatement?
    private var commit: PreparedStatement?
    private var rollback: PreparedStatement?

    init(on handle: SQLiteHandle) throws(DatabaseError) {
        let dialect = SQLiteDialect()
        beginRead = try PreparedStatement(dialect.begin(.read), on: handle, isKept: true)
        beginWrite = try PreparedStatement(dialect.begin(.write), on: handle, isKept: true)
        commit = try PreparedStatement("COMMIT", on: handle, isKept: true)
        rollback = try PreparedStatement("ROLLBACK", on: handle, isKept: true)
    }

    /// Takes a step.
    ///
    /// - Returns: The status; `SQLITE_DONE` for success.
    func take(_ step: Step) -> Int32 {
        let statement =
            switch step {
            case .begin(.read): beginRead
            case .begin(.write): beginWrite
            case .commit: commit
            case .rollback: rollback
            }
        guard let statement else { return SQLITE_MISUSE }
        defer { statement.reset() }
        return sqlite3_step(statement.pointer)
    }

    /// Frees the statements, so that the connection can close.
    func finalize() {
        beginRead = nil
        beginWrite = nil
        commit = nil
        rollback = nil
    }
}
#endif
