import FoundationEssentials
import MortiseSQL
import Testing

struct Notes: Table {
    static let name = "notes"
    let id = column("id", UUID.self)
    let owner = column("owner", UUID.self)
    let text = column("text", String?.self)
    let size = column("size", Int64.self)
    let at = column("at", Instant?.self)
}

struct Owners: Table {
    static let name = "owners"
    let id = column("id", UUID.self)
    let name = column("name", String.self)
}

let notes = Notes()
let owners = Owners()

private let sqlite = SQLiteDialect()
private let postgres = PostgresDialect()

@Suite struct QueryRenderingTests {
    @Test func `inputs are numbered by position however often they are used, constants after them`() throws {
        let query = Query("q") { (a: Parameter<Int64>, b: Parameter<String>) in
            Select(Projection(notes.id), from: notes)
                .where(notes.text == b || notes.size > a || notes.size == constant(Int64(7)) || notes.text != b)
        }
        let expected = """
            SELECT "notes"."id" FROM "notes" WHERE (((("notes"."text" = $2) OR ("notes"."size" > $1)) \
            OR ("notes"."size" = $3)) OR ("notes"."text" <> $2))
            """
        #expect(try query.template.text(for: postgres) == expected)
        #expect(try query.template.text(for: sqlite) == expected.replacing("$", with: "?"))
        #expect(query.template.parameterTypes == [.int64, .text, .int64])
        #expect(query(1, "x").bindings == [.int64(1), .text("x"), .int64(7)])
    }

    @Test func `no keyword or quote goes around the dialect`() throws {
        let query = Query("q") { (a: Parameter<Int64>) in
            Update(notes, set: [notes.size.set(to: greatest(notes.size, a))], where: notes.size < a)
                .returning(Projection(notes.size))
        }
        #expect(
            try query.template.text(for: NonsenseDialect())
                == "UPDATE «notes» SET «size» = TALLEST(«notes».«size», &1) WHERE («notes».«size» < &1) "
                + "RETURNING «notes».«size»")
    }

    @Test func `a feature that the dialect lacks throws and never vanishes`() {
        let locked = Query("q") { Select(Projection(notes.id), from: notes).locked(.forUpdateSkippingLocked) }
        #expect(throws: DatabaseError(.unsupported, "")) { try locked.template.text(for: NonsenseDialect()) }
        let lesser = Query("q") { (a: Parameter<Int64>) in
            Select(Projection(least(notes.size, a)), from: notes)
        }
        #expect(throws: DatabaseError(.unsupported, "")) { try lesser.template.text(for: NonsenseDialect()) }
    }

    @Test func `row locks are a clause on PostgreSQL and nothing under SQLite's one writer`() throws {
        let query = Query("q") { Select(Projection(notes.id), from: notes).locked(.forUpdateSkippingLocked) }
        #expect(try query.template.text(for: postgres).hasSuffix("FOR UPDATE SKIP LOCKED"))
        #expect(try query.template.text(for: sqlite) == #"SELECT "notes"."id" FROM "notes""#)
        #expect(query.template.isWrite)
    }

    @Test func `every clause of a select has its place`() throws {
        let query = Query("q") { (size: Parameter<Int64>, at: Parameter<Instant>, id: Parameter<UUID>) in
            Select(Projection(owners.name, count(), as: { ($0, $1) }), from: notes)
                .join(owners, on: owners.id == notes.owner)
                .where(isAfter((notes.at, notes.id), (at, id)))
                .where(.exists(Select(Projection(owners.id), from: owners).where(owners.id == notes.owner)))
                .group(by: owners.name).order(by: owners.name, descending: true).limit(size)
        }
        #expect(
            try query.template.text(for: postgres) == """
                SELECT "owners"."name", COUNT(*) FROM "notes" JOIN "owners" ON ("owners"."id" = "notes"."owner") \
                WHERE ((("notes"."at", "notes"."id") > ($2, $3)) AND (EXISTS (SELECT "owners"."id" FROM "owners" \
                WHERE ("owners"."id" = "notes"."owner")))) GROUP BY "owners"."name" ORDER BY "owners"."name" DESC LIMIT $1
                """)
    }

    @Test func `an upsert updates under its guard and returns the row`() throws {
        let query = Query("q") { (id: Parameter<UUID>, size: Parameter<Int64>) in
            Insert(into: notes, [notes.id.set(to: id), notes.size.set(to: size)])
                .onConflict(
                    ["id"], update: [notes.size.set(to: notes.size.excluded)],
                    onlyIf: notes.size < notes.size.excluded
                ).returning(Projection(notes.size))
        }
        #expect(
            try query.template.text(for: sqlite) == """
                INSERT INTO "notes" ("id", "size") VALUES (?1, ?2) ON CONFLICT ("id") DO UPDATE SET \
                "size" = excluded."size" WHERE ("notes"."size" < excluded."size") RETURNING "notes"."size"
                """)
    }

    @Test func `an empty list of values is a condition that nothing meets`() throws {
        let query = Query("q") { Select(Projection(notes.id), from: notes).where(notes.size.isIn([])) }
        #expect(try query.template.text(for: sqlite).hasSuffix("WHERE (1 = 0)"))
    }

    @Test func `hostile values only ever bind`() throws {
        let hostile = #"'; DROP TABLE notes; -- " \ ; %00"#
        let query = Query("q") { (text: Parameter<String>) in
            Select(Projection(notes.id), from: notes).where(notes.text == text || notes.text == constant(hostile))
        }
        let statement = query(hostile)
        #expect(!(try statement.template.text(for: postgres)).contains("DROP"))
        #expect(statement.bindings == [.text(hostile), .text(hostile)])
        #expect("\(statement.bindings)" == "[<text>, <text>]")
        #expect(String(reflecting: statement.bindings[0]).contains("DROP") == false)
    }

    @Test func `quotes in an identifier are doubled`() {
        for dialect in [sqlite, postgres] as [any SQLDialect] { #expect(dialect.quoted(#"a"b"#) == #""a""b""#) }
    }

    @Test func `a statement for one use is a scan that no connection keeps`() {
        let statement = Statement(
            once: "q", Select(Projection(notes.id), from: notes).where(notes.size == constant(Int64(1))))
        #expect(!statement.template.isReused && statement.template.isScan && !statement.template.isWrite)
        #expect(statement.bindings == [.int64(1)])
    }
}
