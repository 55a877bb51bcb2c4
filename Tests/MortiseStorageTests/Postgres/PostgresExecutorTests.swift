#if Postgres
import MortiseSQL
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresExecutorTests {
    @Test func `tasks on the database's threads do all that others do`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            try await database.execute(Things.definition)
            try await withThrowingTaskGroup { group in
                for number in 0..<Int64(200) {
                    group.addTask(executorPreference: database.executor) { () async throws in
                        #expect(try await database.first(Probe.echo(number)) == number)
                        #expect(try await database.execute(Things.insert(number, "\(number)")) == 1)
                        try await database.transaction { transaction in
                            #expect(try await transaction.first(Things.label(number)) == "\(number)")
                            try await transaction.execute(Things.rename(number, "-\(number)"))
                        }
                        try await Task.sleep(for: .milliseconds(1))
                        #expect(try await database.first(Things.label(number)) == "-\(number)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a task goes on after it has closed the database it runs on`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            let database = try await sandbox.open()
            try await withTaskExecutorPreference(database.executor) {
                let echo = try await database.first(Probe.echo(1))
                #expect(echo == 1)
                await database.close()
                await Task.yield()
                await #expect(throws: DatabaseError(.closed, "")) { try await database.first(Probe.echo(1)) }
            }
            // A closed database's executor takes tasks still.
            let value = await Task(executorPreference: database.executor) { 7 }.value
            #expect(value == 7)
        }
    }
}
#endif
