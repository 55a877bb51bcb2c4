#if SQLite
import CSQLite
import Glibc
import MortiseSQL

/// An open SQLite connection as the library gives it. Used by one thread at a time: it is opened without a mutex.
final class SQLiteHandle {
    let pointer: OpaquePointer
    private var isOpen = true

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: The file, or a URI of it.
    ///   - isReadOnly: Whether it is opened for reading alone.
    ///   - isURI: Whether the path is a URI.
    /// - Throws: ``DatabaseError``.
    init(path: String, isReadOnly: Bool, isURI: Bool = false) throws(DatabaseError) {
        var opened: OpaquePointer?
        let access = (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | (isURI ? SQLITE_OPEN_URI : 0)
        let status = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else { throw DatabaseError(.unavailable, "SQLite found no memory for a connection") }
        pointer = opened
        if status != SQLITE_OK { throw failure(status) }
    }

    deinit {
        close()
    }

    /// Closes the connection; statements still prepared keep it alive until they are gone.
    func close() {
        if isOpen { sqlite3_close_v2(pointer) }
        isOpen = false
    }

    /// Whether a transaction is open. SQLite ends one itself after some errors.
    var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

    /// Runs a statement without values and returns the first column of its first row as text.
    ///
    /// - Throws: ``DatabaseError``.
    @discardableResult
    func execute(_ sql: String) throws(DatabaseError) -> String? {
        let statement = try PreparedStatement(sql, on: self, isKept: false)
        var answer: String?
        while true {
            let status = sqlite3_step(statement.pointer)
            switch status {
            case SQLITE_ROW: answer = answer ?? sqlite3_column_text(statement.pointer, 0).map { String(cString: $0) }
            case SQLITE_DONE: return answer
            default: throw failure(status)
            }
        }
    }

    /// The error of the call that just returned `status`.
    func failure(_ status: Int32, statement: String? = nil) -> DatabaseError {
        // What SQLite keeps is not set by a failed COMMIT, and may be left from an earlier error; the system's own
        // number is that of the call that failed, unless that was opening a file, which is tried in several ways.
        let number = status & 0xff == SQLITE_IOERR ? errno : sqlite3_system_errno(pointer)
        return DatabaseError(
            sqliteStatus: status, message: String(cString: sqlite3_errmsg(pointer)), systemError: number,
            statement: statement)
    }
}
#endif
