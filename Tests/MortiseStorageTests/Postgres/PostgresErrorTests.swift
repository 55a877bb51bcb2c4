#if Postgres
import MortiseSQL
import Testing

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresErrorTests {
    @Test func `constraints are named`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            try await database.execute(Things.definition)
            #expect(try await database.execute(Things.insert(1, "one")) == 1)
            await #expect(throws: DatabaseError(.uniqueViolation(constraint: "things_pkey"), "")) {
                try await database.execute(Things.insert(1, "two"))
            }
            await #expect(throws: DatabaseError(.uniqueViolation(constraint: "things_label_key"), "")) {
                try await database.execute(Things.insert(2, "one"))
            }
            await #expect(throws: DatabaseError(.checkViolation(constraint: "things_label_check"), "")) {
                try await database.execute(Things.insert(3, "bad"))
            }
            await #expect(throws: DatabaseError(.notNullViolation(column: "label"), "")) {
                try await database.execute("INSERT INTO things (id) VALUES (4)")
            }
            await #expect(throws: DatabaseError(.foreignKeyViolation(constraint: "things_parent_fkey"), "")) {
                try await database.execute("INSERT INTO things VALUES (5, 'five', 99)")
            }
            #expect(try await database.execute(Things.rename(1, "uno")) == 1)
            #expect(try await database.execute(Things.rename(9, "nine")) == 0)
            #expect(try await database.run(Things.label(1)).changes == 0)
            #expect(try await database.all(Things.label(1)) == ["uno"])
        }
    }

    @Test(arguments: [
        ("SELECT * FROM nowhere", DatabaseError.Code.undefinedObject), ("SELECT nothing", .undefinedObject),
        ("SELEC", .other), ("SELECT 1/0", .invalidValue),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$", .serialization),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$", .deadlock),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$", .diskFull),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53300'; END $$", .unavailable),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P03'; END $$", .unavailable),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'XX001'; END $$", .corrupt),
        ("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '42501'; END $$", .permissionDenied),
        ("DO $$ BEGIN RAISE EXCEPTION 'secret'; END $$", .other),
    ])
    func `SQLSTATE becomes a code`(sql: String, code: DatabaseError.Code) async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let error = await #expect(throws: DatabaseError.self) { try await database.execute(sql) }
            #expect(error?.code == code)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test func `a read transaction refuses writes at the server too`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            try await database.execute(Things.definition)
            try await database.withConnection(.read) { connection in
                try await connection.begin(.read)
                await #expect(throws: DatabaseError(.readOnly, "")) {
                    try await connection.perform(Things.insert(1, "one"))
                }
                await #expect(throws: DatabaseError(.transactionAborted, "")) {
                    try await connection.perform(Probe.echo(1))
                }
                await #expect(throws: DatabaseError(.transactionAborted, "")) { try await connection.commit() }
            }
            #expect(await eventually { database.statistics.inUse == 0 })
        }
    }

    @Test func `a write that fails at its commit is no success`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            try await database.execute(Things.definition)
            try await database.execute(
                "ALTER TABLE things ALTER CONSTRAINT things_parent_fkey DEFERRABLE INITIALLY DEFERRED")
            await #expect(throws: DatabaseError(.foreignKeyViolation(constraint: "things_parent_fkey"), "")) {
                try await database.execute("INSERT INTO things VALUES (5, 'five', 99)")
            }
            #expect(try await database.first(Things.count()) == 0)
        }
    }

    @Test func `a statement that runs too long ends with timeout`() async throws {
        try await PostgresSandbox.run {
            $0.statementTimeout = .milliseconds(50)
        } _: { (database, _) async throws in
            await #expect(throws: DatabaseError(.timeout, "")) { try await database.first(Probe.sleep(5_000)) }
            await #expect(throws: DatabaseError(.timeout, "")) { try await database.first(Probe.sharedSleep(5_000)) }
            #expect(try await database.first(Probe.echo(1)) == 1)
        }
    }

    @Test func `a lock that does not come ends with lockTimeout`() async throws {
        try await PostgresSandbox.run {
            $0.lockTimeout = .milliseconds(50)
        } _: { (database, _) async throws in
            try await database.execute(Things.definition)
            try await database.execute(Things.insert(1, "one"))
            try await database.transaction { transaction in
                try await transaction.execute(Things.rename(1, "uno"))
                let rival = Task.detached { try await database.execute(Things.rename(1, "ein")) }
                await #expect(throws: DatabaseError(.lockTimeout, "")) { try await rival.value }
            }
            #expect(try await database.first(Things.label(1)) == "uno")
        }
    }

    @Test func `a changed table has its statements prepared anew`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            try await database.execute(Things.definition)
            try await database.execute(Things.insert(1, "one"))
            let wholeRow = Query("things.star") { (id: Parameter<Int64>) in
                Probe.read(SQLFragment(unsafeRaw: "SELECT * FROM things WHERE id = $1"), Int64.self, id)
            }
            for column in ["a", "b", "c"] {
                #expect(try await database.first(wholeRow(1)) == 1)
                #expect(try await database.session(.write) { try await $0.first(wholeRow(1)) } == 1)
                try await database.execute("ALTER TABLE things ADD COLUMN \(column) text")
            }
            try await database.session(.write) { session in
                #expect(try await session.first(wholeRow(1)) == 1)
                try await session.execute(Statement(once: "deallocate", Raw(SQLFragment(unsafeRaw: "DEALLOCATE ALL"))))
                #expect(try await session.first(wholeRow(1)) == 1)
            }
        }
    }

    @Test func `a small cache of prepared statements forgets the oldest`() async throws {
        try await PostgresSandbox.run {
            $0.preparedStatementLimit = 2
            $0.poolSize = 1
        } _: { (database, _) async throws in
            let queries = (0..<5).map { index in
                Query("cache.\(index)") { (number: Parameter<Int64>) in
                    Probe.read(SQLFragment(unsafeRaw: "SELECT $1::bigint"), Int64.self, number)
                }
            }
            for round in 0..<3 {
                for query in queries { #expect(try await database.first(query(Int64(round))) == Int64(round)) }
            }
            let fragment = SQLFragment(unsafeRaw: "SELECT count(*) FROM pg_prepared_statements")
            let prepared = try await database.first(
                Statement(
                    once: "cache.count", Raw(fragment, returning: Projection(Expression<Int64>(unsafeRaw: fragment)))))
            #expect(prepared == 2)
        }
    }
}
#endif
