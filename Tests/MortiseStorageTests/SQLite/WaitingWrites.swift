#if SQLite
import MortiseSQL
import MortiseSQLite

/// Writes that all ask while a transaction holds the connection that writes.
struct WaitingWrites {
    let tasks: [Task<Int, any Error>]
    private let holder: Task<Void, any Error>
    private let release: AsyncStream<Never>.Continuation

    /// Returns once all of them wait.
    ///
    /// - Parameter inOrder: Whether each asks only after the one before it waits.
    init(_ writes: [Statement<Void>], on database: SQLiteDatabase, inOrder: Bool = false) async throws {
        let (isReleased, release) = AsyncStream<Never>.makeStream()
        self.release = release
        holder = Task { try await database.transaction { _ in for await _ in isReleased {} } }
        try await Self.eventually { database.statistics.inUse == 1 }
        var tasks: [Task<Int, any Error>] = []
        for write in writes {
            tasks.append(Task { try await database.execute(write) })
            if inOrder { try await Self.eventually { database.statistics.waiting == tasks.count } }
        }
        try await Self.eventually { database.statistics.waiting == tasks.count }
        self.tasks = tasks
    }

    /// Ends the transaction that they wait for.
    func letGo() async throws {
        release.finish()
        try await holder.value
    }

    private static func eventually(_ condition: () -> Bool) async throws {
        while !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
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
