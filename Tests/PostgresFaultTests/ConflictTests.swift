#if Postgres
import MortisePostgres
import MortiseSQL
import MortiseTesting
import TestServers
import Testing

extension PostgresFaultTests {
    /// Conflicts that real transactions have, none of them made up by the server on request.
    @Suite struct Conflicts {
        @Test func `a deadlock ends one transaction, which runs again, and both succeed`() async throws {
            try await PostgresCluster.run(["deadlock_timeout": "20ms"]) { cluster in
                try await cluster.administer(Self.accounts)
                try await cluster.withDatabase { (database) async throws in
                    let runs = Tally()
                    let meeting = Meeting(of: 2)
                    try await withThrowingTaskGroup { group in
                        for (first, second) in [(Self.raiseOne, Self.raiseTwo), (Self.raiseTwo, Self.raiseOne)] {
                            group.addTask {
                                try await database.transaction { transaction in
                                    runs.increment()
                                    try await transaction.execute(first)
                                    await meeting.arrive()
                                    try await transaction.execute(second)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(runs.count == 3)
                    #expect(try await database.first(Probe.number("SELECT sum(amount)::bigint FROM accounts")) == 4)
                    #expect(try await eventually { database.statistics.inUse == 0 })
                }
            }
        }

        @Test func `a deadlock that may not be retried says so`() async throws {
            try await PostgresCluster.run(["deadlock_timeout": "20ms"]) { cluster in
                try await cluster.administer(Self.accounts)
                try await cluster.withDatabase {
                    $0.retryPolicy.maximumRetries = 0
                } _: { (database) async throws in
                    let meeting = Meeting(of: 2)
                    let codes = try await withThrowingTaskGroup(of: DatabaseError.Code?.self) { group in
                        for (first, second) in [(Self.raiseOne, Self.raiseTwo), (Self.raiseTwo, Self.raiseOne)] {
                            group.addTask {
                                do {
                                    try await database.transaction { transaction in
                                        try await transaction.execute(first)
                                        await meeting.arrive()
                                        try await transaction.execute(second)
                                    }
                                    return nil
                                } catch let error as DatabaseError {
                                    #expect(!error.mayHaveCommitted)
                                    return error.code
                                }
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(Set(codes) == [nil, .deadlock])
                    #expect(try await database.first(Probe.number("SELECT sum(amount)::bigint FROM accounts")) == 2)
                }
            }
        }

        @Test func `a serialization failure runs the transaction again`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Self.accounts)
                try await cluster.withDatabase { (database) async throws in
                    let runs = Tally()
                    let meeting = Meeting(of: 2)
                    try await withThrowingTaskGroup { group in
                        for _ in 0..<2 {
                            group.addTask {
                                try await database.transaction { transaction in
                                    runs.increment()
                                    try await transaction.execute(
                                        Probe.command("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
                                    _ = try await transaction.first(
                                        Probe.number("SELECT sum(amount)::bigint FROM accounts"))
                                    await meeting.arrive()
                                    try await transaction.execute(Self.raiseOne)
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(runs.count == 3)
                    #expect(try await database.first(Probe.number("SELECT sum(amount)::bigint FROM accounts")) == 2)
                }
            }
        }

        @Test func `a statement and a lock that take too long are typed, and are not run again`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Self.accounts)
                try await cluster.withDatabase {
                    $0.statementTimeout = .milliseconds(400)
                    $0.lockTimeout = .milliseconds(50)
                } _: { (database) async throws in
                    let runs = Tally()
                    await #expect(throws: DatabaseError(.timeout, "")) {
                        try await database.transaction { transaction in
                            runs.increment()
                            try await transaction.execute(Self.raiseOne)
                            _ = try await transaction.first(Probe.number("SELECT 1::bigint FROM pg_sleep(20)"))
                        }
                    }
                    try await database.transaction { transaction in
                        try await transaction.execute(Self.raiseOne)
                        let rival = Task.detached {
                            try await database.transaction { transaction in
                                runs.increment()
                                try await transaction.execute(Self.raiseOne)
                            }
                        }
                        await #expect(throws: DatabaseError(.lockTimeout, "")) { try await rival.value }
                    }
                    #expect(runs.count == 2)
                    #expect(try await database.first(Probe.number("SELECT sum(amount)::bigint FROM accounts")) == 1)
                    #expect(try await eventually { database.statistics.inUse == 0 })
                }
            }
        }

        private static let accounts = [
            "CREATE TABLE accounts (id bigint PRIMARY KEY, amount bigint NOT NULL)",
            "INSERT INTO accounts VALUES (1, 0), (2, 0)",
        ]
        private static let raiseOne = Probe.command("UPDATE accounts SET amount = amount + 1 WHERE id = 1")
        private static let raiseTwo = Probe.command("UPDATE accounts SET amount = amount + 1 WHERE id = 2")
    }
}

/// Where tasks wait for each other once; later ones pass.
private actor Meeting {
    private var missing: Int
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(of size: Int) { missing = size }

    func arrive() async {
        missing -= 1
        if missing > 0 { return await withCheckedContinuation { waiters.append($0) } }
        waiters.forEach { $0.resume() }
        waiters = []
    }
}
#endif
