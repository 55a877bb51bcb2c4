/// Keeps a task to one connection at a time, and slow work out of transactions.
///
/// A task that holds a connection and waits for a second one can deadlock a full pool; one that hashes a password or
/// sends mail meanwhile keeps the connection, and on SQLite the write lock, from all others. Both are refused at once,
/// in every build, so that no load is needed to find them.
public enum ConnectionGuard {
    @TaskLocal private static var isHeld = false

    /// Refuses work that must not happen while the task holds a connection.
    ///
    /// - Parameter work: What was about to happen, for the message.
    /// - Throws: ``DatabaseError`` with code `.misuse`.
    public static func requireNone(for work: @autoclosure () -> String) throws(DatabaseError) {
        if isHeld {
            throw DatabaseError(
                .misuse, "\(work()) within a transaction: it would hold a connection while waiting for something else")
        }
    }

    static func holding<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        try await $isHeld.withValue(true) { try await body() }
    }
}
