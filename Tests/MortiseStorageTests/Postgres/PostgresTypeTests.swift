#if Postgres
import MortiseSQL
import Testing

import struct FoundationEssentials.UUID

@testable import MortisePostgres

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresTypeTests {
    private static func echo<Value: SQLConvertible & Equatable>(
        _ sql: StaticString, _ values: [Value], on database: PostgresDatabase,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let query = Query("types.echo") { (value: Parameter<Value>) in
            Probe.read(SQLFragment(unsafeRaw: sql), Value.self, value)
        }
        for value in values {
            let row = try #require(try await database.first(query(value)), sourceLocation: sourceLocation)
            #expect(row == value, sourceLocation: sourceLocation)
            let read = try await database.transaction { try await $0.first(query(value)) }
            #expect(read == value, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [true, false])
    func `every type comes back as it went`(preparedStatements: Bool) async throws {
        try await PostgresSandbox.run {
            $0.preparedStatements = preparedStatements
        } _: { (database, _) async throws in
            let zero = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
            try await Self.echo("SELECT $1", [zero, UUID(), UUID?.none], on: database)
            try await Self.echo("SELECT $1", [true, false, Bool?.none], on: database)
            try await Self.echo("SELECT $1", [0, -1, Int64.min, Int64.max, Int64?.none], on: database)
            let texts = ["", "a", "Grüße, 世界 👩‍👩‍👧", "e\u{301}", String(repeating: "é", count: 1_000_000), nil]
            try await Self.echo("SELECT $1", texts, on: database)
            let bytes: [[UInt8]?] = [[], [0], Array(0...255), [UInt8](repeating: 0xA5, count: 8_000_000), nil]
            try await Self.echo("SELECT $1", bytes, on: database)
            let moments: [Instant?] = [
                Instant(microseconds: 0), Instant(microseconds: -1), Instant(microseconds: 946_684_799_999_999),
                Instant(microseconds: 1_790_000_000_123_456), Instant(microseconds: -210_866_803_200_000_000),
                Instant(microseconds: .max), nil,
            ]
            try await Self.echo("SELECT $1", moments, on: database)
            try await Self.echo(
                "SELECT $1", [JSONText(#"{"a": [1, "é\n"]}"#), JSONText("null"), JSONText?.none], on: database)
            let addresses = ["192.0.2.1", "2001:db8::1", "::", "fe80::1:0:0:1", "10.0.0.0/8", "2001:db8::/32"]
            try await Self.echo("SELECT $1", addresses.map { IPText($0) } + [IPText?.none], on: database)
        }
    }

    @Test func `narrow integers widen and other texts read as text`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let fragment = SQLFragment(
                unsafeRaw: "SELECT 7::smallint, -8::integer, 'x'::varchar(3), 'n'::name, '{}'::json")
            let none = SQLFragment(unsafeRaw: "")
            let projection = Projection(
                Expression<Int64>(unsafeRaw: none), Expression<Int64>(unsafeRaw: none),
                Expression<String>(unsafeRaw: none), Expression<String>(unsafeRaw: none),
                Expression<String>(unsafeRaw: none)
            ) { "\($0) \($1) \($2) \($3) \($4)" }
            let row = try await database.first(Statement(once: "types.narrow", Raw(fragment, returning: projection)))
            #expect(row == "7 -8 x n {}")
        }
    }

    @Test func `a column of another type is refused`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            func read<Value: SQLConvertible>(_ sql: StaticString, as: Value.Type) async throws -> Value? {
                let fragment = SQLFragment(unsafeRaw: sql)
                let projection = Projection(Expression<Value>(unsafeRaw: fragment))
                return try await database.first(Statement(once: "types.wrong", Raw(fragment, returning: projection)))
            }
            let wrong = DatabaseError(.decoding, "")
            await #expect(throws: wrong) { try await read("SELECT 'x'::text", as: Int64.self) }
            await #expect(throws: wrong) { try await read("SELECT 1::bigint", as: String.self) }
            await #expect(throws: wrong) { try await read("SELECT 1::bigint", as: Instant.self) }
            await #expect(throws: wrong) { try await read("SELECT ''::bytea", as: UUID.self) }
            await #expect(throws: wrong) { try await read("SELECT ''::text", as: [UInt8].self) }
            await #expect(throws: wrong) { try await read("SELECT 1::bigint", as: Bool.self) }
            await #expect(throws: wrong) { try await read("SELECT NULL::bigint", as: Int64.self) }
            await #expect(throws: wrong) { try await read("SELECT", as: Int64.self) }
            await #expect(throws: wrong) { try await read("SELECT 'infinity'::timestamptz", as: Instant.self) }
        }
    }

    @Test func `what the server cannot hold is refused before it is sent`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            func bind(_ value: some SQLConvertible) async throws {
                let fragment: SQLFragment = .bound(value)
                try await database.execute(
                    Statement(once: "types.unholdable", Raw(SQLFragment(unsafeRaw: "SELECT ") + fragment)))
            }
            let invalid = DatabaseError(.invalidValue, "")
            await #expect(throws: invalid) { try await bind("a\0b") }
            await #expect(throws: invalid) { try await bind(JSONText("\0")) }
            await #expect(throws: invalid) { try await bind(Instant(microseconds: .min)) }
            await #expect(throws: invalid) { try await bind(IPText("no address")) }
            await #expect(throws: invalid) { try await bind(JSONText("{")) }
            await #expect(throws: invalid) { try await bind(JSONText(#""\u0000""#)) }
        }
    }

    @Test func `an error does not quote the value`() async throws {
        try await PostgresSandbox.run { (database, _) async throws in
            let statement = Statement(
                once: "types.secret", Raw(SQLFragment(unsafeRaw: "SELECT ") + .bound(IPText("hunter2"))))
            let error = await #expect(throws: DatabaseError.self) { try await database.execute(statement) }
            #expect(error.map { "\($0)".contains("hunter2") } == false)
            #expect(error?.statement == "types.secret")
        }
    }
}
#endif
