#if SQLite
import CSQLite
import MortiseSQL

/// A connection, with the statements it keeps prepared and the thread for what must not run on the caller's.
///
/// `@unchecked Sendable` holds: the pool lends it to one task at a time, a loan lets its statements run one after the
/// other, and handing it on goes through a lock or a continuation each time.
final class SQLiteConnection: @unchecked Sendable {
    enum Role: Sendable {
        case writer
        case reader
    }

    let configuration: SQLiteConfiguration
    let role: Role
    let handle: SQLiteHandle
    let thread: SerialThread
    let siblings: OpenConnections
    let watch: StatementWatch
    let control: TransactionControl
    /// Whether a transaction was begun and not yet ended by us; SQLite may have ended it.
    var expectsTransaction = false
    var isBroken = false
    /// What makes reads of this process cheaper; set once, before it is lent.
    var anchor: ReadAnchor?
    private var isWriting = false
    private let buffer = BindBuffer()
    private var cache = StatementCache()
    private var ranOneTimeStatement = false

    /// A connection on an open handle.
    ///
    /// - Throws: ``DatabaseError``.
    init(
        _ handle: SQLiteHandle, configuration: SQLiteConfiguration, role: Role, thread: SerialThread,
        siblings: OpenConnections
    ) throws(DatabaseError) {
        self.handle = handle
        self.configuration = configuration
        self.role = role
        self.thread = thread
        self.siblings = siblings
        control = try TransactionControl(on: handle)
        watch = StatementWatch(limit: configuration.statementTimeout)
        watch.attach(to: handle)
    }

    deinit {
        // For a database that was dropped without being closed.
        thread.finish()
    }

    /// Whether it may be lent again. The data in memory would be gone with its connection.
    var isUsable: Bool { !isBroken || configuration.location == .memory }

    /// Runs a statement, on the caller's thread where it is short; again while the database is locked.
    ///
    /// - Throws: ``DatabaseError``.
    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        if let result = try performInline(statement) { return result }
        return try await performPatiently(statement)
    }

    /// Runs a statement on the caller's thread.
    ///
    /// - Returns: `nil` when it belongs elsewhere, or must wait for a lock.
    /// - Throws: ``DatabaseError``.
    func performInline<Output>(_ statement: Statement<Output>) throws(DatabaseError) -> StatementResult<Output>? {
        if Task.isCancelled {
            throw DatabaseError(.cancelled, "cancelled before it ran", statement: statement.template.name)
        }
        guard !statement.template.isScan else { return nil }
        do throws(DatabaseError) {
            return try run(statement, cancellation: nil)
        } catch {
            guard error.code == .busy else { throw error }
            return nil
        }
    }

    /// Makes the connection as it was before it was lent.
    func restore() {
        rollBack()
        if role == .reader {
            anchor?.noteRead()
        } else if isWriting {
            isWriting = false
            anchor?.writeEnded()
        }
        guard ranOneTimeStatement else { return }
        ranOneTimeStatement = false
        // One of them may have been a PRAGMA, as a migration that rebuilds a table needs.
        do { try applySettings() } catch { isBroken = true }
    }

    private func performPatiently<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        var patience = busyPatience
        while true {
            do throws(DatabaseError) {
                return try await runWhereItBelongs(statement)
            } catch {
                guard error.code == .busy else { throw error }
            }
            do { try await patience.wait() } catch { throw error.during(statement.template.name) }
        }
    }

    private func runWhereItBelongs<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        guard statement.template.isScan else { return try run(statement, cancellation: nil) }
        let cancellation = Cancellation()
        let outcome: Result<StatementResult<Output>, DatabaseError> = await withTaskCancellationHandler {
            do throws(DatabaseError) {
                return .success(
                    try await thread.run { () throws(DatabaseError) in
                        try self.run(statement, cancellation: cancellation)
                    })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try outcome.get()
    }

    /// To be called before whatever takes the write lock.
    func willWrite() {
        guard !isWriting else { return }
        isWriting = true
        anchor?.writeBegins()
    }

    /// Runs a statement on this thread.
    ///
    /// - Parameter cancellation: What ends it early; `nil` for the cancellation of the task that runs here.
    func run<Output>(
        _ statement: Statement<Output>, cancellation: Cancellation?
    ) throws(DatabaseError) -> StatementResult<Output> {
        let template = statement.template
        do throws(DatabaseError) {
            if expectsTransaction && !handle.isInTransaction {
                throw DatabaseError(.transactionAborted, "SQLite has rolled the transaction back")
            }
            let prepared = try prepared(for: template)
            if template.isWrite { willWrite() }
            watch.arm(cancellation)
            defer {
                prepared.reset()
                watch.disarm()
            }
            try buffer.bind(statement.bindings, to: prepared, on: handle)
            return try step(prepared, for: statement)
        } catch {
            note(error)
            throw error.during(template.name)
        }
    }

    private func step<Output>(
        _ prepared: PreparedStatement, for statement: Statement<Output>
    ) throws(DatabaseError) -> StatementResult<Output> {
        let isWrite = statement.template.isWrite
        let commitsItself = isWrite && !handle.isInTransaction
        let changesBefore = isWrite ? sqlite3_total_changes64(handle.pointer) : 0
        let returnsRows = !statement.template.columnTypes.isEmpty
        var rows: [Output] = []
        var decodingFailure: DatabaseError?
        while true {
            let status = sqlite3_step(prepared.pointer)
            if status == SQLITE_DONE { break }
            guard status == SQLITE_ROW else { throw failure(status, commitsItself: commitsItself) }
            guard returnsRows && decodingFailure == nil else { continue }
            do throws(DatabaseError) {
                rows.append(try statement.decode(SQLiteRow(statement: prepared.pointer)))
            } catch {
                guard isWrite else { throw error }
                // What it changed is committed with its last row, whatever became of this one.
                decodingFailure = commitsItself ? error.withUnknownOutcome : error
            }
        }
        if let decodingFailure { throw decodingFailure }
        // The count of changes stays that of an earlier statement when this one is neither of the three kinds.
        let hasChanged = isWrite && sqlite3_total_changes64(handle.pointer) != changesBefore
        return StatementResult(rows: rows, changes: hasChanged ? Int(sqlite3_changes64(handle.pointer)) : 0)
    }

    private func failure(_ status: Int32, commitsItself: Bool) -> DatabaseError {
        if status & 0xff == SQLITE_INTERRUPT, let verdict = watch.verdict { return verdict }
        let error = handle.failure(status)
        return commitsItself && status & 0xff == SQLITE_IOERR ? error.withUnknownOutcome : error
    }

    private func prepared(for template: StatementTemplate) throws(DatabaseError) -> PreparedStatement {
        if let kept = cache.use(template) { return kept }
        let sql = try template.text(for: SQLiteDialect())
        let prepared = try PreparedStatement(sql, on: handle, isKept: template.isReused)
        guard template.isWrite || prepared.isReadOnly else {
            throw DatabaseError(.misuse, "the statement writes, but is declared as one that reads")
        }
        cache.keep(prepared, for: template)
        if !template.isReused { ranOneTimeStatement = true }
        return prepared
    }

    /// Gives up the connection after an error that may have its cause in it.
    func note(_ error: DatabaseError) {
        if error.code == .unavailable || error.code == .corrupt { isBroken = true }
    }

    /// Closes the connection on its own thread: the last one to close writes the whole log into the file.
    func close() {
        thread.submit {
            self.cache.removeAll()
            if self.role == .writer && !self.isBroken {
                sqlite3_wal_checkpoint_v2(self.handle.pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
            }
            self.control.finalize()
            self.siblings.closing { self.handle.close() }
        }
        thread.finish()
    }
}
#endif
