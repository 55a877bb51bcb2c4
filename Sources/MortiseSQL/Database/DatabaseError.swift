/// The one error of the storage layer, the same on every database.
///
/// Equal by ``code``. ``message`` never holds a bound value and is safe to log.
public struct DatabaseError: Error, Sendable {
    /// What went wrong.
    public enum Code: Sendable, Hashable {
        /// A row with this key exists; the constraint's name, `{table}_{columns}_key` or `{table}_pkey`.
        case uniqueViolation(constraint: String)
        /// A referenced row is missing, or still referenced; the constraint's name where the database tells.
        case foreignKeyViolation(constraint: String?)
        /// A CHECK refused the row; the constraint's name.
        case checkViolation(constraint: String)
        /// A required column was `NULL`; the column's name.
        case notNullViolation(column: String)
        /// A concurrent transaction made this one unserializable; running it again may succeed.
        case serialization
        /// The database broke a deadlock by ending this transaction; running it again may succeed.
        case deadlock
        /// The write lock stayed taken for the whole waiting time, so nothing waits for it once more.
        case busy
        /// The statement ran longer than allowed.
        case timeout
        /// A lock was not to be had in the time allowed.
        case lockTimeout
        /// No connection came free in the time allowed.
        case poolExhausted
        /// The task was cancelled.
        case cancelled
        /// The connection broke; see ``DatabaseError/mayHaveCommitted``.
        case connectionLost
        /// The database cannot be reached or does not take connections now.
        case unavailable
        /// The database, its file or the transaction takes no writes.
        case readOnly
        /// There is no room left.
        case diskFull
        /// The file is damaged, or no database at all.
        case corrupt
        /// The role may not do this.
        case permissionDenied
        /// The server refused the credentials or the database name.
        case authenticationFailed
        /// No connection as secure as demanded: the server speaks no TLS, or its certificate is not to be trusted. It
        /// stays so until somebody changes the server or the connection string.
        case tlsFailed
        /// An earlier statement of this transaction failed, so it can only roll back.
        case transactionAborted
        /// A stored value does not have the form its column type promises.
        case decoding
        /// The dialect lacks a feature.
        case unsupported
        /// The caller broke a rule of this library, as by asking for a second connection within a transaction.
        case misuse
        /// The database was closed.
        case closed
        /// Input the database cannot hold, as text with NUL.
        case invalidValue
        /// The statement names something that does not exist.
        case undefinedObject
        /// Anything else; the native code is in the message.
        case other
    }

    /// What went wrong.
    public let code: Code
    /// A description for operators, without bound values.
    public let message: String
    /// The statement's name, where one was running.
    public let statement: String?
    /// Whether the change may have been committed although the caller sees an error: the connection broke after COMMIT
    /// (or a write outside a transaction) was sent and before the answer came. Such work is never retried.
    public let mayHaveCommitted: Bool

    /// An error.
    public init(_ code: Code, _ message: String, statement: String? = nil, mayHaveCommitted: Bool = false) {
        self.code = code
        self.message = message
        self.statement = statement
        self.mayHaveCommitted = mayHaveCommitted
    }

    /// Whether running the whole transaction again may succeed and cannot do its work twice.
    public var isRetryable: Bool {
        switch code {
        case .serialization, .deadlock: !mayHaveCommitted
        default: false
        }
    }

    /// Whether the database itself is out of reach or overloaded, as opposed to refusing this statement.
    public var isUnavailability: Bool {
        switch code {
        case .busy, .timeout, .lockTimeout, .poolExhausted, .connectionLost, .unavailable, .readOnly, .diskFull,
            .closed, .serialization, .deadlock, .authenticationFailed, .tlsFailed:
            true
        default: false
        }
    }

    /// The same error, with the statement's name unless it has one.
    public func during(_ statement: String) -> DatabaseError {
        DatabaseError(
            code, message, statement: self.statement ?? statement, mayHaveCommitted: mayHaveCommitted)
    }

    /// The same error, marked as one whose change may have been committed.
    public var withUnknownOutcome: DatabaseError {
        DatabaseError(code, message, statement: statement, mayHaveCommitted: true)
    }
}

extension DatabaseError: Equatable {
    /// Errors are equal when their codes are.
    public static func == (lhs: DatabaseError, rhs: DatabaseError) -> Bool { lhs.code == rhs.code }
}

extension DatabaseError: CustomStringConvertible {
    /// Code, statement and message on one line.
    public var description: String {
        let place = statement.map { " in \($0)" } ?? ""
        let outcome = mayHaveCommitted ? " (it may have been committed)" : ""
        return "\(code.label)\(place): \(message)\(outcome)"
    }
}
