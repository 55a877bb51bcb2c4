#if SQLite
import CSQLite
import MortiseSQL

extension DatabaseError {
    /// What an extended result code means (sqlite.org/rescode.html). SQLite's messages name tables, columns and
    /// constraints and hold no bound value.
    init(sqliteStatus status: Int32, message: String, systemError: Int32, statement: String?) {
        let code: Code =
            switch status & 0xff {
            case SQLITE_CONSTRAINT: Code(constraintStatus: status, message: ConstraintMessage(message))
            case SQLITE_BUSY where status == BusyStatus.snapshot: .serialization
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
            case SQLITE_READONLY: .readOnly
            case SQLITE_FULL: .diskFull
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_IOERR, SQLITE_CANTOPEN: Code(systemError: systemError) ?? .unavailable
            case SQLITE_NOMEM: .unavailable
            case SQLITE_INTERRUPT: .cancelled
            case SQLITE_AUTH, SQLITE_PERM: .permissionDenied
            case SQLITE_TOOBIG, SQLITE_MISMATCH: .invalidValue
            case SQLITE_MISUSE, SQLITE_RANGE: .misuse
            case SQLITE_ERROR where Self.namesNothing(message): .undefinedObject
            default: .other
            }
        self.init(code, "\(message) (SQLite \(status))", statement: statement)
    }

    private static func namesNothing(_ message: String) -> Bool {
        message.hasPrefix("no such ") || message.contains(" has no column named ")
    }
}

extension DatabaseError.Code {
    fileprivate init(constraintStatus status: Int32, message: ConstraintMessage) {
        switch status {
        case ConstraintStatus.unique: self = .uniqueViolation(constraint: message.uniqueName)
        case ConstraintStatus.primaryKey, ConstraintStatus.rowID:
            self = .uniqueViolation(constraint: message.primaryKeyName)
        case ConstraintStatus.foreignKey: self = .foreignKeyViolation(constraint: nil)
        case ConstraintStatus.notNull: self = .notNullViolation(column: message.columns.first ?? message.subject)
        // A value of another storage class, which PostgreSQL refuses by its type.
        case ConstraintStatus.dataType: self = .invalidValue
        default: self = .checkViolation(constraint: message.subject)
        }
    }
}

/// The extended codes of a busy database.
private enum BusyStatus {
    /// Another connection has written since the snapshot of this transaction: waiting does not help, a new one does.
    static let snapshot = SQLITE_BUSY | 2 << 8
}

/// The extended codes of broken constraints, which the C header computes in a way that Swift cannot import.
private enum ConstraintStatus {
    static let foreignKey = SQLITE_CONSTRAINT | 3 << 8
    static let notNull = SQLITE_CONSTRAINT | 5 << 8
    static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
    static let unique = SQLITE_CONSTRAINT | 8 << 8
    static let rowID = SQLITE_CONSTRAINT | 10 << 8
    static let dataType = SQLITE_CONSTRAINT | 12 << 8
}
#endif
