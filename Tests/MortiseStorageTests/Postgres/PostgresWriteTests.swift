#if Postgres
import MortiseLocking
import MortiseSQL
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresWriteTests {
    private final class Flag: Sendable {
        let isOver = Locked(false)
    }

    /// Makes inserts of rows whose label starts with "slow" take eight seconds.
    private static func makeSlow(_ database: PostgresDatabase) async throws {
        try await database.execute(Things.definition)
        try await database.execute(
            """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_sleep(8); RETURN NEW; END $$
            """)
        try await database.execute(
            """
            CREATE TRIGGER dawdling BEFORE INSERT ON things FOR EACH ROW WHEN (NEW.label LIKE 'slow%')
            EXECUTE FUNCTION dawdle()
            """)
    }

    @Test(arguments: [1, 2, 20])
    func `an error in one of many writes reaches its own caller alone`(poolSize: Int) async throws {
        try await PostgresSandbox.run {
            $0.poolSize = poolSize
            $0.poolTimeout = .seconds(60)
        } _: { (database, _) async throws in
            try await database.execute(Things.definition)
            let outcomes = await withTaskGroup { group in
                for number in 0..<Int64(256) {
                    group.addTask { () -> (Int64, DatabaseError?) in
                        do throws(DatabaseError) {
                            try await database.execute(Things.insert(number, number % 16 == 3 ? "bad" : "\(number)"))
                            return (number, nil)
                        } catch {
                            return (number, error)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for number in 0..<Int64(256) {
                let refused = DatabaseError(.checkViolation(constraint: "things_label_check"), "")
                #expect(outcomes[number] == (number % 16 == 3 ? refused : nil))
                #expect(outcomes[number]?.mayHaveCommitted != true)
                #expect(try await database.first(Things.label(number)) == (number % 16 == 3 ? nil : "\(number)"))
            }
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `of writes whose connection breaks those sent are in doubt, and the others are done`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
            $0.poolTimeout = .seconds(60)
        } _: { (database, sandbox) async throws in
            try await Self.makeSlow(database)
            let first = Task { try await database.execute(Things.insert(0, "slow")) }
            let others = (1...Int64(5)).map { number in
                Task { try await database.execute(Things.insert(number, "\(number)")) }
            }
            #expect(try await eventually { try await sandbox.isRunning("INSERT") })
            try await sandbox.terminateConnections()
            let error = await #expect(throws: DatabaseError.self) { try await first.value }
            #expect(error?.code == .connectionLost)
            #expect(error?.mayHaveCommitted == true)
            var done: Int64 = 0
            for other in others {
                do {
                    done += Int64(try await other.value)
                } catch let error as DatabaseError {
                    // It was behind the first.
                    #expect(error.code == .connectionLost)
                    #expect(error.mayHaveCommitted)
                }
            }
            // No more than one goes behind another, and one that was not sent comes to its turn.
            #expect(done >= 4)
            #expect(try await database.first(Things.count()) == done)
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a cancelled write ends at the server and leaves nothing`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
            $0.poolTimeout = .seconds(60)
        } _: { (database, sandbox) async throws in
            try await Self.makeSlow(database)
            for round in 0..<Int64(3) {
                let slow = Task { try await database.execute(Things.insert(0, "slow")) }
                #expect(try await eventually { try await sandbox.isRunning("INSERT") })
                // Until the write has been under way for too long for another one to follow it.
                let patienceIsOver = ContinuousClock.now + WriteLanes<ServerConnection, Int>.patience * 2
                #expect(await eventually { ContinuousClock.now > patienceIsOver })
                let waiting = Task { try await database.execute(Things.insert(100, "never")) }
                let last = Task { try await database.execute(Things.insert(round + 1, "\(round)")) }
                #expect(await eventually { database.writes.waiting >= 2 })
                waiting.cancel()
                let taken = await #expect(throws: DatabaseError.self) { try await waiting.value }
                #expect(taken?.code == .cancelled)
                #expect(taken?.mayHaveCommitted == false)
                slow.cancel()
                let error = await #expect(throws: DatabaseError.self) { try await slow.value }
                #expect(error?.code == .cancelled)
                #expect(error?.mayHaveCommitted == false)
                #expect(try await last.value == 1)
                #expect(try await database.first(Things.count()) == round + 1)
            }
            #expect(database.statistics == PoolStatistics(capacity: 1, inUse: 0, idle: 1, waiting: 0))
        }
    }

    @Test func `ten thousand writes cancelled at random are written or not, and leak nothing`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 4
            $0.poolTimeout = .seconds(60)
        } _: { (database, _) async throws in
            try await database.execute(Things.definition)
            for round in 0..<Int64(20) {
                let tasks = (0..<Int64(500)).map { number in
                    Task { try await database.execute(Things.insert(round * 500 + number, "\(round) \(number)")) }
                }
                for task in tasks.shuffled() {
                    if Bool.random() { task.cancel() }
                    if Bool.random() { await Task.yield() }
                }
                for (number, task) in tasks.enumerated() {
                    let label = try await database.first(Things.label(round * 500 + Int64(number)))
                    switch await task.result {
                    case .success(let changes):
                        #expect(changes == 1)
                        #expect(try await database.first(Things.label(round * 500 + Int64(number))) != nil)
                    case .failure(let error):
                        let error = error as? DatabaseError
                        #expect(error?.code == .cancelled)
                        if error?.mayHaveCommitted == false { #expect(label == nil) }
                    }
                }
            }
            #expect(await eventually { database.statistics.inUse == 0 && database.statistics.waiting == 0 })
        }
    }

    @Test func `transactions have their turn among endless writes`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
        } _: { (database, _) async throws in
            try await database.execute(Things.definition)
            let flag = Flag()
            try await withThrowingTaskGroup { group in
                for writer in 0..<Int64(8) {
                    group.addTask {
                        var number = writer
                        while !flag.isOver.withLock({ $0 }) {
                            try await database.execute(Things.insert(number, "\(number)"))
                            number += 8
                        }
                    }
                }
                for number in 1...Int64(20) {
                    _ = try await database.transaction { try await $0.execute(Things.insert(-number, "\(-number)")) }
                }
                flag.isOver.withLock { $0 = true }
                try await group.waitForAll()
            }
            // The last write's caller goes on while its connection is on the way back.
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a write that finds no connection says so`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
            $0.poolTimeout = .milliseconds(50)
        } _: { (database, _) async throws in
            try await database.execute(Things.definition)
            try await database.session(.read) { _ in
                let write = Task.detached { try await database.execute(Things.insert(1, "one")) }
                let error = await #expect(throws: DatabaseError.self) { try await write.value }
                #expect(error?.code == .poolExhausted)
                #expect(error?.mayHaveCommitted == false)
            }
            #expect(try await database.execute(Things.insert(1, "one")) == 1)
        }
    }
}
#endif
