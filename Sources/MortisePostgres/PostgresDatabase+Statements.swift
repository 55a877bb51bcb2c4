#if Postgres
public import MortiseSQL

extension PostgresDatabase {
    /// Runs one statement in its own implicit transaction.
    ///
    /// A short read shares a connection with others; when its answer is lost it is asked for again. A write is never sent
    /// twice; a plain INSERT, UPDATE or DELETE may travel right behind another's.
    public func perform<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        let template = statement.template
        // A server that goes takes all connections with it, and a repetition may meet another one before that is noticed.
        var repetitions = template.isWrite ? 0 : lanes.count + 1
        while true {
            do throws(DatabaseError) {
                return try await performOnce(statement)
            } catch {
                guard error.code == .connectionLost, repetitions > 0, !Task.isCancelled else {
                    throw error.during(template.name)
                }
                repetitions -= 1
            }
        }
    }

    /// Lends a connection for the duration of the closure, in the order of asking.
    ///
    /// A transaction that the closure leaves open is rolled back; a connection that holds the migration lock is closed.
    public func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result {
        let wire = try await pool.lease()
        let connection = PostgresConnection(wire)
        do {
            let result = try await body(connection)
            pool.release(await connection.giveBack() ? wire : nil)
            return result
        } catch {
            pool.release(await connection.giveBack() ? wire : nil)
            throw error
        }
    }

    private func performOnce<Output>(
        _ statement: Statement<Output>
    ) async throws(DatabaseError) -> StatementResult<Output> {
        if isClosed { throw .closed }
        if !statement.template.isWrite, !statement.template.isScan, let lane = lanes.min(by: { $0.tasks < $1.tasks }) {
            try ParameterEncoder.validate(statement.bindings)
            return try await lane.perform(statement)
        }
        if WriteQueue.takes(statement.template) {
            try ParameterEncoder.validate(statement.bindings)
            return try await writes.perform(statement)
        }
        let wire = try await pool.lease()
        let connection = PostgresConnection(wire)
        do throws(DatabaseError) {
            let result = try await connection.perform(statement)
            pool.release(await connection.giveBack() ? wire : nil)
            return result
        } catch {
            pool.release(await connection.giveBack() ? wire : nil)
            throw error
        }
    }
}
#endif
