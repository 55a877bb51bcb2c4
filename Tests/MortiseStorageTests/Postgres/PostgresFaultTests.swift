#if Postgres
import MortiseSQL
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresFaultTests {
    @Test func `after the server ended all connections the next calls work`() async throws {
        try await PostgresSandbox.run { (database, sandbox) async throws in
            try await database.execute(Things.definition)
            for round in 0..<Int64(5) {
                try await withThrowingTaskGroup { group in
                    for number in 0..<Int64(20) { group.addTask { _ = try await database.first(Probe.scan(number)) } }
                    try await group.waitForAll()
                }
                try await sandbox.terminateConnections()
                #expect(try await database.first(Probe.echo(round)) == round)
                #expect(try await database.first(Probe.scan(round)) == round)
                #expect(try await database.execute(Things.insert(round, "\(round)")) == 1)
            }
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `reads under way are asked again when their connection breaks`() async throws {
        try await PostgresSandbox.run { (database, sandbox) async throws in
            let reads = (0..<Int64(50)).map { number in Task { try await database.first(Probe.sharedSleep(number + 1)) }
            }
            try await sandbox.terminateConnections()
            for read in reads { #expect(try await read.value == 1) }
        }
    }

    @Test func `a transaction whose connection breaks is lost, and not in doubt`() async throws {
        try await PostgresSandbox.run { (database, sandbox) async throws in
            try await database.execute(Things.definition)
            let error = await #expect(throws: DatabaseError.self) {
                try await database.transaction { transaction in
                    try await transaction.execute(Things.insert(1, "one"))
                    try await sandbox.terminateConnections()
                    try await transaction.execute(Things.insert(2, "two"))
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.mayHaveCommitted == false)
            #expect(try await database.first(Things.count()) == 0)
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a commit without an answer is in doubt`() async throws {
        try await PostgresSandbox.run { (database, sandbox) async throws in
            try await database.execute(Things.definition)
            // The deferred trigger keeps COMMIT busy until the backend is ended.
            try await database.execute(
                """
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(8); RETURN NULL; END $$
                """)
            try await database.execute(
                """
                CREATE CONSTRAINT TRIGGER dawdling AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION dawdle()
                """)
            let commit = Task { try await database.transaction { try await $0.execute(Things.insert(1, "one")) } }
            #expect(try await eventually { try await sandbox.isRunning("COMMIT") })
            // Cancelling does not touch a commit.
            commit.cancel()
            try await sandbox.terminateConnections()
            let error = await #expect(throws: DatabaseError.self) { try await commit.value }
            #expect(error?.code == .connectionLost)
            #expect(error?.mayHaveCommitted == true)

            let write = Task { try await database.execute(Things.insert(2, "two")) }
            #expect(try await eventually { try await sandbox.isRunning("INSERT") })
            try await sandbox.terminateConnections()
            let doubt = await #expect(throws: DatabaseError.self) { try await write.value }
            #expect(doubt?.code == .connectionLost)
            #expect(doubt?.mayHaveCommitted == true)
            #expect(try await database.first(Things.count()) == 0)
        }
    }

    @Test func `a server that stays silent is given up`() async throws {
        try await PostgresSandbox.run {
            $0.poolSize = 1
        } _: { (database, _) async throws in
            let wire = try await database.pool.lease()
            let sleep = Task { await wire.run(.text("SELECT pg_sleep(8)")) }
            #expect(await eventually { wire.isBusy })
            _ = wire.keepsDeadline(at: .now + .seconds(10))
            #expect(!wire.isBroken)
            _ = wire.keepsDeadline(at: .now + .seconds(16))
            let reply = await sleep.value
            #expect(throws: DatabaseError(.connectionLost, "")) { try reply.result(mayCommit: false) }
            database.pool.release(nil)
            #expect(try await database.first(Probe.echo(1)) == 1)
        }
    }

    @Test func `who cannot connect learns why, and nothing secret`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            func refusal(_ connectionString: String) async -> DatabaseError? {
                await #expect(throws: DatabaseError.self) {
                    try await PostgresDatabase.open(PostgresConfiguration(connectionString))
                }
            }
            #expect(await refusal("host=127.0.0.1 port=1")?.code == .unavailable)
            #expect(await refusal("host=/nowhere port=1")?.code == .unavailable)
            #expect(await refusal("host=127.0.0.1 port=1 nonsense=2")?.code == .misuse)
            #expect(await refusal("postgres://u:hunter2@[::1")?.code == .misuse)
            let split = await refusal("postgres://u:hun@ter2.invalid/x")
            #expect(split?.code == .unavailable)
            #expect(split?.message.contains("ter2") == false)
            #expect(await refusal("\(sandbox.connectionString)&dbname=nowhere")?.code == .authenticationFailed)
            #expect(await refusal("\(sandbox.tcpConnectionString)?password=wrong")?.code == .authenticationFailed)
            #expect(await refusal("\(sandbox.tcpConnectionString)?user=nobody")?.code == .authenticationFailed)

            let database = try await PostgresDatabase.open(PostgresConfiguration(sandbox.tcpConnectionString))
            #expect(try await database.first(Probe.echo(1)) == 1)
            await database.close()
        }
    }

    @Test func `a database of another encoding is refused`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            let name = "\(sandbox.name)_latin"
            try await sandbox.administer("CREATE DATABASE \(name) ENCODING 'LATIN1' TEMPLATE template0")
            let error = await #expect(throws: DatabaseError.self) {
                try await PostgresDatabase.open(PostgresConfiguration("\(sandbox.connectionString)&dbname=\(name)"))
            }
            #expect(error?.code == .unsupported)
            try await sandbox.administer("DROP DATABASE \(name) WITH (FORCE)")
        }
    }

    @Test func `a configuration does not print its connection string`() {
        let configuration = PostgresConfiguration("postgres://u:hunter2@host/db")
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!"\(configuration)\(String(reflecting: configuration))\(dumped)".contains("hunter2"))
    }
}
#endif
