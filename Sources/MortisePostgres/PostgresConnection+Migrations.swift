#if Postgres
import MortiseLocking
import MortiseSQL

extension PostgresConnection {
    /// The key of the advisory lock: the first eight bytes of SHA-256 of "mortise migrations".
    private static let migrationKey: Int64 = -269_830_977_245_926_347

    func lockMigrations(timeout: Duration) async throws(DatabaseError) {
        guard wire.hasOwnSession else {
            throw DatabaseError(
                .unsupported,
                "migrations need a connection to the server itself, not to PgBouncer: their lock belongs to a session")
        }
        let deadline = ContinuousClock.now + timeout
        var wait = Duration.milliseconds(20)
        while try await !holds(after: "SELECT pg_try_advisory_lock(\(Self.migrationKey))") {
            guard ContinuousClock.now + wait <= deadline else {
                throw DatabaseError(.lockTimeout, "others migrate: the lock did not come free within \(timeout)")
            }
            do { try await Task.sleep(for: wait) } catch { throw .cancelled }
            wait = min(wait * 2, .milliseconds(500))
        }
        state.withLock { $0.holdsMigrationLock = true }
        // To rewrite a large table takes as long as it takes.
        _ = try await wire.run(.text("SET statement_timeout = 0")).result(mayCommit: false)
        wire.setDeadline(false)
    }

    func unlockMigrations() async throws(DatabaseError) {
        wire.setDeadline(true)
        _ = try await wire.run(.text("RESET statement_timeout")).result(mayCommit: false)
        guard try await holds(after: "SELECT pg_advisory_unlock(\(Self.migrationKey))") else {
            throw DatabaseError(.misuse, "the migration lock was not held")
        }
        state.withLock { $0.holdsMigrationLock = false }
    }

    private func holds(after text: String) async throws(DatabaseError) -> Bool {
        _ = try inspect()
        let result = try await wire.run(.text(text)).result(mayCommit: false)
        return try result.row(0).bool(at: 0)
    }
}
#endif
