#if SQLite
import CSQLite
import MortiseSQL

extension SQLiteConnection {
    /// Opens a connection, on the thread that it will keep.
    ///
    /// - Throws: ``DatabaseError``.
    static func open(
        _ configuration: SQLiteConfiguration, role: Role, among siblings: OpenConnections
    ) async throws(DatabaseError) -> SQLiteConnection {
        let thread = try SerialThread()
        // SQLite does not wait for every lock: two that make the log of one new file would wait for each other.
        var patience = BusyPatience(limit: configuration.busyTimeout, jitter: configuration.retryPolicy.jitter)
        while true {
            do throws(DatabaseError) {
                return try await thread.run { () throws(DatabaseError) in
                    try openHere(configuration, role: role, thread: thread, siblings: siblings)
                }
            } catch let locked where locked.code == .busy {
                do throws(DatabaseError) {
                    try await patience.wait()
                } catch {
                    thread.finish()
                    throw error.code == .busy ? locked : error
                }
            } catch {
                thread.finish()
                throw error
            }
        }
    }

    private static func openHere(
        _ configuration: SQLiteConfiguration, role: Role, thread: SerialThread, siblings: OpenConnections
    ) throws(DatabaseError) -> SQLiteConnection {
        let path =
            switch configuration.location {
            case .file(let path): DatabaseFile(path: path).pathForSQLite
            case .memory: ":memory:"
            }
        do throws(DatabaseError) {
            let handle = try handle(path, configuration)
            // First of all, for what follows may meet the locks of others. Here a sleep blocks no one.
            sqlite3_busy_timeout(handle.pointer, Int32(clamping: configuration.busyTimeout.microseconds / 1_000))
            try setUpFile(handle, configuration)
            let connection = try SQLiteConnection(
                handle, configuration: configuration, role: role, thread: thread, siblings: siblings)
            try connection.applySettings()
            sqlite3_busy_timeout(handle.pointer, 0)
            siblings.opened()
            return connection
        } catch {
            let advice = OpeningAdvice(code: error.code, path: path).suffix
            throw DatabaseError(error.code, "\(path) cannot be opened: \(error.message)\(advice)")
        }
    }

    private static func handle(
        _ path: String, _ configuration: SQLiteConfiguration
    ) throws(DatabaseError) -> SQLiteHandle {
        if case .file(let file) = configuration.location, configuration.isReadOnly, configuration.leavesNoTrace,
            !DatabaseFile(path: file).isInUse
        {
            return try SQLiteHandle(path: DatabaseFile(path: file).unchangingURI, isReadOnly: true, isURI: true)
        }
        return try SQLiteHandle(path: path, isReadOnly: configuration.isReadOnly)
    }

    /// What holds for the file, or must be so before anything else is done.
    private static func setUpFile(
        _ handle: SQLiteHandle, _ configuration: SQLiteConfiguration
    ) throws(DatabaseError) {
        // SQLite falls back to reading where it may not write. Asked first, for reading would leave a log behind.
        guard configuration.isReadOnly || sqlite3_db_readonly(handle.pointer, "main") == 0 else {
            throw DatabaseError(.readOnly, "the file takes no writes")
        }
        // Reads the first page, so that a file that is no database or is cut off is refused here.
        try handle.execute("SELECT count(*) FROM sqlite_schema")
        try requireOwnFile(handle, configuration)
        guard !configuration.isReadOnly else { return }
        let journal = try handle.execute("PRAGMA journal_mode = WAL") ?? "none"
        guard journal == "wal" || configuration.location == .memory else {
            throw DatabaseError(
                .unsupported, "a write-ahead log is not possible here: the journal mode stays \(journal)")
        }
        try handle.execute("PRAGMA wal_autocheckpoint = 1000")
    }

    /// Refuses the database of another program before anything is written to it.
    private static func requireOwnFile(
        _ handle: SQLiteHandle, _ configuration: SQLiteConfiguration
    ) throws(DatabaseError) {
        let mark = try handle.execute("PRAGMA application_id").flatMap { Int32($0) } ?? 0
        guard mark == 0 || mark == configuration.applicationID else {
            throw DatabaseError(.unavailable, "it is the database of another program, with application id \(mark)")
        }
    }

    /// What holds for the connection.
    ///
    /// - Throws: ``DatabaseError``.
    func applySettings() throws(DatabaseError) {
        let isReader = role == .reader || configuration.isReadOnly
        for setting in [
            "synchronous = \(configuration.synchronous.rawValue)",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "temp_store = MEMORY",
            "cache_size = -\(configuration.cacheKibibytes)",
            "query_only = \(isReader ? "ON" : "OFF")",
        ] {
            try handle.execute("PRAGMA \(setting)")
        }
    }
}
#endif
