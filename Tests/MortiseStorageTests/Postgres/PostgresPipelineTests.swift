#if Postgres
import MortiseSQL
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresPipelineTests {
    @Test(arguments: [true, false])
    func `an error among 256 pipelined reads reaches its own caller alone`(preparedStatements: Bool) async throws {
        try await PostgresSandbox.run {
            $0.preparedStatements = preparedStatements
        } _: { (database, _) async throws in
            let outcomes = await withTaskGroup { group in
                for number in 0..<Int64(256) {
                    group.addTask { () -> (Int64, Result<Int64?, DatabaseError>) in
                        do throws(DatabaseError) {
                            // 100 / 0 fails.
                            return (number, .success(try await database.first(Probe.hundredDividedBy(number - 128))))
                        } catch {
                            return (number, .failure(error))
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(outcomes.count == 256)
            for (number, outcome) in outcomes {
                if number == 128 {
                    #expect(throws: DatabaseError(.invalidValue, "")) { try outcome.get() }
                } else {
                    #expect(try outcome.get() == 100 / (number - 128))
                }
            }
        }
    }

    @Test func `a statement that cannot be prepared does not harm its neighbours`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let broken = Query("pipeline.broken") { (number: Parameter<Int64>) in
                Probe.read(SQLFragment(unsafeRaw: "SELECT nothing FROM nowhere WHERE $1 = 1"), Int64.self, number)
            }
            try await withThrowingTaskGroup { group in
                for number in 0..<Int64(100) {
                    group.addTask { () async throws in
                        if number % 10 == 0 {
                            await #expect(throws: DatabaseError(.undefinedObject, "")) {
                                try await database.first(broken(number))
                            }
                        } else {
                            #expect(try await database.first(Probe.echo(number)) == number)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: [1, 2, 3, 8])
    func `there are never more connections than the pool's size`(poolSize: Int) async throws {
        try await PostgresSandbox.run {
            $0.poolSize = poolSize
            $0.poolTimeout = .seconds(60)
        } _: { (database, sandbox) async throws in
            try await withThrowingTaskGroup { group in
                for number in 0..<Int64(200) {
                    group.addTask { () async throws in #expect(try await database.first(Probe.echo(number)) == number) }
                    group.addTask { () async throws in #expect(try await database.first(Probe.scan(number)) == number) }
                    group.addTask {
                        let read = try await database.transaction { try await $0.first(Probe.echo(number)) }
                        #expect(read == number)
                    }
                }
                try await group.waitForAll()
            }
            let fragment = SQLFragment(
                unsafeRaw: "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            let statement = Statement(
                once: "pipeline.count", Raw(fragment, returning: Projection(Expression<Int64>(unsafeRaw: fragment))))
            let connections = try #require(try await database.first(statement))
            #expect(connections <= poolSize)
            #expect(database.statistics.capacity == poolSize)
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `large parameters and answers pass through one connection together`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let echo = Query("pipeline.bytes") { (bytes: Parameter<[UInt8]>) in
                Probe.read(SQLFragment(unsafeRaw: "SELECT $1::bytea"), [UInt8].self, bytes)
            }
            try await withThrowingTaskGroup { group in
                for number in 0..<64 {
                    let content = [UInt8](repeating: UInt8(number), count: 300_000 + number)
                    group.addTask { () async throws in #expect(try await database.first(echo(content)) == content) }
                }
                try await group.waitForAll()
            }
        }
    }
}
#endif
