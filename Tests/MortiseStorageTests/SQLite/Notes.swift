#if SQLite
import MortiseSQL
import MortiseSQLite

struct Notes: Table {
    static let name = "notes"
    let id = column("id", Int64.self)
    let text = column("text", String.self)
}

let notes = Notes()

enum NoteStatements {
    static let create = Statement(
        once: "notes.create",
        Raw(
            SQLFragment(
                unsafeRaw: """
                    CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL,
                    parent INTEGER REFERENCES notes (id)) STRICT
                    """)))

    static let add = Query("notes.add") { (id: Parameter<Int64>, text: Parameter<String>) in
        Insert(into: notes, [notes.id.set(to: id), notes.text.set(to: text)])
    }

    static let count = Query("notes.count") { Select(Projection(MortiseSQL.count()), from: notes) }

    static let append = Query("notes.append") { (id: Parameter<Int64>) in
        Update(
            notes, set: [notes.text.set(to: Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: "text || '.'")))],
            where: notes.id == id)
    }

    static let extend = Query("notes.extend") { (id: Parameter<Int64>, text: Parameter<String>) in
        Update(
            notes,
            set: [
                notes.text.set(to: Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: "text || ") + text.fragment))
            ],
            where: notes.id == id)
    }

    static let remove = Query("notes.remove") { (id: Parameter<Int64>) in Delete(from: notes, where: notes.id == id) }

    static let text = Query("notes.text") { (id: Parameter<Int64>) in
        Select(Projection(notes.text), from: notes).where(notes.id == id)
    }

    static let identifiers = Query("notes.identifiers") {
        Select(Projection(notes.id), from: notes).order(by: notes.id)
    }

    static let length = Query("notes.length") { (id: Parameter<Int64>) in
        Select(
            Projection(Expression<Int64>(unsafeRaw: SQLFragment(unsafeRaw: "length(text)"))), from: notes
        ).where(notes.id == id)
    }

    /// A write taken as it is.
    static func raw(_ sql: StaticString) -> Statement<Void> {
        Statement(once: "notes.raw", Raw(SQLFragment(unsafeRaw: sql)))
    }

    /// One value, read on the connection that writes or one that reads.
    static func value<Value: SQLConvertible>(
        _ sql: StaticString, as type: Value.Type, isWrite: Bool
    ) -> Statement<Value> {
        let projection = Projection(Expression<Value>(unsafeRaw: SQLFragment(unsafeRaw: sql))) { $0 }
        return Statement(once: "notes.value", Raw(SQLFragment(unsafeRaw: sql), returning: projection, isWrite: isWrite))
    }
}
#endif
