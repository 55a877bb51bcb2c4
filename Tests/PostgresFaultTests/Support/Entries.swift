#if Postgres
import MortiseSQL

/// A table without a key, so that what was done twice stands there twice.
struct Entries: Table {
    static let name = "entries"
    let id = column("id", Int64.self)
    let part = column("part", Int64.self)

    static let entries = Entries()
    static let definition = [
        "CREATE TABLE entries (id bigint NOT NULL, part bigint NOT NULL)",
        "CREATE INDEX entries_id_idx ON entries (id)",
    ]

    /// Part 0 is a write of its own; parts 1 and 2 are written by one transaction.
    static let insert = Query("entries.insert") { (id: Parameter<Int64>, part: Parameter<Int64>) in
        Insert(into: entries, [entries.id.set(to: id), entries.part.set(to: part)])
    }
    static let parts = Query("entries.parts") { (id: Parameter<Int64>) in
        Select(Projection(entries.part), from: entries).where(entries.id == id).order(by: entries.part)
    }
    static let all = Query("entries.all", isScan: true) {
        Select(Projection(entries.id, entries.part, as: { ($0, $1) }), from: entries)
    }
    static let count = Query("entries.count", isScan: true) {
        Select(Projection(MortiseSQL.count()), from: entries)
    }
}

/// Statements without a table.
enum Probe {
    /// Gives its input back, over a connection that many share.
    static let echo = Query("probe.echo") { (number: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT $1::bigint"), number)
    }

    /// A read of one number.
    static func number(_ text: StaticString) -> Statement<Int64> {
        let fragment = SQLFragment(unsafeRaw: text)
        return Statement(
            once: "probe.number", Raw(fragment, returning: Projection(Expression<Int64>(unsafeRaw: fragment))))
    }

    /// A statement without an answer.
    static func command(_ text: StaticString) -> Statement<Void> {
        Statement(once: "probe.command", Raw(SQLFragment(unsafeRaw: text)))
    }

    private static func read(_ fragment: SQLFragment, _ number: Parameter<Int64>) -> Raw<Int64> {
        Raw(fragment, returning: Projection(Expression<Int64>(unsafeRaw: fragment)))
    }
}
#endif
