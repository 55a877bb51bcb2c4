#if SQLite
import MortiseSQL
import MortiseSQLite

/// Writes that all ask, one after the other, while a transaction holds the connection that writes.
struct WaitingWrites {
    let tasks: [Task<Int, any Error>]
    private let holder: Task<Void, any Error>
    private let release: AsyncStream<Never>.Continuation

    init(_ writes: [Statement<Void>], on database: SQLiteDatabase) async {
        let (isReleased, release) = AsyncStream<Never>.makeStream()
        self.release = release
        holder = Task { try await database.transaction { _ in for await _ in isReleased {} } }
        while database.statistics.inUse == 0 { await Task.yield() }
        var tasks: [Task<Int, any Error>] = []
        for write in writes {
            tasks.append(Task { try await database.execute(write) })
            while database.statistics.waiting < tasks.count { await Task.yield() }
        }
        self.tasks = tasks
    }

    /// Ends the transaction that they wait for.
    func letGo() async throws {
        release.finish()
        try await holder.value
    }

    /// What became of each.
    func results() async -> [Result<Int, any Error>] {
        var results: [Result<Int, any Error>] = []
        for task in tasks { results.append(await task.result) }
        return results
    }
}

extension Result where Success == Int, Failure == any Error {
    /// The code of the error, if it is one of the database.
    var code: DatabaseError.Code? {
        if case .failure(let error as DatabaseError) = self { error.code } else { nil }
    }
}
#endif
