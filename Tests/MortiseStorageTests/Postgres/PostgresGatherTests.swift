#if Postgres
import MortiseSQL
import Testing

import struct FoundationEssentials.UUID

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresGatherTests {
    private static let label = Query("gather.label", isLookup: true) { (id: Parameter<Int64>) in
        Select(Projection(Things.things.label), from: Things.things).where(Things.things.id == id)
    }
    private static let both = Query("gather.both", isLookup: true) { (id: Parameter<Int64>, label: Parameter<String>) in
        Select(Projection(Things.things.id, Things.things.label) { "\($0) \($1)" }, from: Things.things)
            .where(Things.things.id == id && Things.things.label == label && !Things.things.label.isIn(["no one"]))
    }
    private static let division = Query("gather.division", isLookup: true) { (number: Parameter<Int64>) in
        Raw(
            SQLFragment(unsafeRaw: "SELECT 100 / ") + number.fragment,
            returning: Projection(Expression<Int64>(unsafeRaw: SQLFragment(unsafeRaw: ""))))
    }
    private static let prepared = Query("gather.prepared") { (pattern: Parameter<String>) in
        Probe.read(
            SQLFragment(unsafeRaw: "SELECT count(*) FROM pg_prepared_statements WHERE position($1 in statement) > 0"),
            Int64.self, pattern)
    }

    private static func with(_ body: (PostgresDatabase, PostgresSandbox) async throws -> Void) async throws {
        try await PostgresSandbox.run {
            $0.pipelinedConnections = 1
        } _: { (database, sandbox) async throws in
            try await database.execute(Things.definition)
            for number in 1...Int64(50) { try await database.execute(Things.insert(number, "thing \(number)")) }
            try await body(database, sandbox)
        }
    }

    /// Asks for all of them in one turn of the database's own thread, so that they leave together.
    private static func ask<Output: Sendable>(
        _ statements: [Statement<Output>], on database: PostgresDatabase
    ) async -> [Result<Output?, DatabaseError>] {
        await withTaskGroup { group in
            for (number, statement) in statements.enumerated() {
                group.addTask(executorPreference: database.executor) {
                    () -> (Int, Result<Output?, DatabaseError>) in
                    do throws(DatabaseError) {
                        return (number, .success(try await database.first(statement)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    @Test func `each of many gathered lookups has its own row`() async throws {
        try await Self.with { (database, _) async throws in
            // Missing keys and keys asked twice among them.
            let keys = (0..<200).map { _ in Int64.random(in: -10...60) } + [1, 1, 1]
            let answers = await Self.ask(keys.map { Self.label($0) }, on: database)
            for (key, answer) in zip(keys, answers) {
                #expect(try answer.get() == ((1...50).contains(key) ? "thing \(key)" : nil))
            }
            #expect(try await database.first(Self.prepared("WITH ORDINALITY AS mortise_keys(k0, caller)")) == 1)
        }
    }

    @Test func `lookups by several inputs are gathered, with their constants`() async throws {
        try await Self.with { (database, _) async throws in
            let statements = (0..<Int64(100)).map { Self.both($0, "thing \($0 % 60)") }
            let answers = await Self.ask(statements, on: database)
            for (number, answer) in answers.enumerated() {
                #expect(try answer.get() == ((1...50).contains(number) ? "\(number) thing \(number)" : nil))
            }
            #expect(try await database.first(Self.prepared("mortise_keys(k0, k1, caller)")) == 1)
        }
    }

    @Test func `an error among gathered lookups reaches its own caller alone`() async throws {
        try await Self.with { (database, _) async throws in
            for _ in 0..<3 {
                let answers = await Self.ask((-50..<Int64(50)).map { Self.division($0) }, on: database)
                for (number, answer) in zip(-50..<Int64(50), answers) {
                    if number == 0 {
                        #expect(throws: DatabaseError(.invalidValue, "")) { try answer.get() }
                    } else {
                        #expect(try answer.get() == 100 / number)
                    }
                }
            }
        }
    }

    @Test func `gathered lookups survive a changed table`() async throws {
        try await Self.with { (database, _) async throws in
            for column in ["a", "b"] {
                let answers = await Self.ask((1...Int64(50)).map { Self.label($0) }, on: database)
                #expect(try answers.map { try $0.get() } == (1...50).map { "thing \($0)" })
                try await database.execute("ALTER TABLE things ADD COLUMN \(column) text")
                try await database.execute(
                    "ALTER TABLE things ALTER COLUMN label TYPE varchar(\(column == "a" ? 99 : 98))")
            }
            let answers = await Self.ask((1...Int64(50)).map { Self.label($0) }, on: database)
            #expect(try answers.map { try $0.get() } == (1...50).map { "thing \($0)" })
        }
    }

    @Test func `a lookup without a gathered form is asked by itself`() async throws {
        try await Self.with { (database, _) async throws in
            let refused = Query("gather.refused", isLookup: true) { (id: Parameter<Int64>) in
                // A column by this name exists in the gathered form only, and there it is ambiguous.
                Raw(
                    SQLFragment(unsafeRaw: "SELECT label FROM things AS mortise_keys WHERE id = ") + id.fragment,
                    returning: Projection(Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: ""))))
            }
            for _ in 0..<2 {
                let answers = await Self.ask((1...Int64(50)).map { refused($0) }, on: database)
                #expect(try answers.map { try $0.get() } == (1...50).map { "thing \($0)" })
            }
        }
    }

    @Test func `a cancelled one of many gathered lookups disturbs nobody`() async throws {
        try await Self.with { (database, _) async throws in
            for _ in 0..<20 {
                let tasks = (0..<Int64(100)).map { key in Task { try await database.first(Self.label(key)) } }
                for (key, task) in tasks.enumerated() where key.isMultiple(of: 7) { task.cancel() }
                for (key, task) in tasks.enumerated() {
                    do {
                        #expect(try await task.value == ((1...50).contains(key) ? "thing \(key)" : nil))
                    } catch let error as DatabaseError {
                        #expect(error.code == .cancelled && key.isMultiple(of: 7))
                    }
                }
            }
            #expect(database.lanes.map(\.tasks) == [0])
        }
    }

    @Test func `rows in any order find their callers`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let answer = try await database.execute(
                "SELECT x, n FROM (VALUES ('c', 3::bigint), ('a1', 1), ('d', 4), ('a2', 1)) AS v (x, n)")
            let parts = try #require(answer.split(among: 5))
            let texts = try parts.map { part in try (0..<part.rowCount).map { try part.row($0).text(at: 0) } }
            #expect(texts == [["a1", "a2"], [], ["c"], ["d"], []])
            #expect(answer.split(among: 3) == nil)
            #expect(try await database.execute("SELECT 'x', 1::int").split(among: 1) == nil)
        }
    }

    @Test func `the gathered form runs the lookup for each key`() throws {
        let form = try #require(GatheredStatement(Self.both.template, dialect: PostgresDialect()))
        #expect(
            form.text == """
                SELECT mortise_rows.*, mortise_keys.caller FROM unnest($1, $2) \
                WITH ORDINALITY AS mortise_keys(k0, k1, caller), LATERAL (\
                SELECT "things"."id", "things"."label" FROM "things" WHERE ((("things"."id" = mortise_keys.k0) \
                AND ("things"."label" = mortise_keys.k1)) AND (NOT ("things"."label" IN ($3))))) AS mortise_rows
                """)
        #expect(form.parameterTypes == [1016, 1009, 25])
    }

    @Test func `only lookups that can be are gathered`() {
        let dialect = PostgresDialect()
        #expect(GatheredStatement(Things.label.template, dialect: dialect) == nil)
        let raw = Query("gather.raw", isLookup: true) { (number: Parameter<Int64>) in
            Probe.read(SQLFragment(unsafeRaw: "SELECT $1::bigint"), Int64.self, number)
        }
        #expect(GatheredStatement(raw.template, dialect: dialect) == nil)
        let address = Query("gather.address", isLookup: true) { (_: Parameter<IPText>) in
            Select(Projection(Things.things.label), from: Things.things)
        }
        #expect(GatheredStatement(address.template, dialect: dialect) == nil)
        let inputless = Query("gather.none", isLookup: true) {
            Select(Projection(Things.things.label), from: Things.things)
        }
        #expect(GatheredStatement(inputless.template, dialect: dialect) == nil)
    }
}
#endif
