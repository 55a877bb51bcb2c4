#if SQLite
import MortiseLocking
import MortiseSQL

extension SQLiteDatabase {
    /// Runs a write in one transaction with those of other tasks that wait for the connection, which costs them one
    /// wait for the disk together.
    func performInGroup<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        let write = PendingStatement(statement, deadline: .now + configuration.poolTimeout)
        var verdict = await queue.wait(write)
        if case .lead = verdict { verdict = try await lead(write, for: statement.template.name) }
        if case .settled = verdict { return try write.result() }
        return try await perform(statement, on: try await writers.lease(), of: writers)
    }

    /// Runs the group that gathers until the connection and the write lock are there.
    private func lead(_ write: PendingWrite, for name: String) async throws(DatabaseError) -> PendingWrite.Verdict {
        let connection: SQLiteConnection
        do { connection = try await writers.lease() } catch {
            queue.abdicate()
            throw error
        }
        do { try await connection.begin(.write) } catch {
            giveBack(connection, to: writers)
            queue.abdicate()
            throw error.during(name)
        }
        let followers = queue.takeGroup()
        let outcome = connection.commitTogether([write] + followers)
        giveBack(connection, to: writers)
        for follower in followers { follower.handover?.resume(returning: follower.verdict(after: outcome)) }
        return write.verdict(after: outcome)
    }
}
#endif
