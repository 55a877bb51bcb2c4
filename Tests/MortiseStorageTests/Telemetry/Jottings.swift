import MortiseSQL

/// A table whose texts must not be told to anybody.
struct Jottings: Table {
    static let name = "jottings"
    let id = column("id", Int64.self)
    let text = column("text", String.self)

    private static let table = Jottings()

    static let create = Statement(
        once: "jottings.create",
        Raw(SQLFragment(unsafeRaw: "CREATE TABLE jottings (id BIGINT PRIMARY KEY, text TEXT NOT NULL UNIQUE)")))

    static let add = Query("jottings.add") { (id: Parameter<Int64>, text: Parameter<String>) in
        Insert(into: table, [table.id.set(to: id), table.text.set(to: text)])
    }

    static let find = Query("jottings.find") { (text: Parameter<String>) in
        Select(Projection(table.id), from: table).where(table.text == text)
    }

    /// With the text as part of the statement itself.
    static func findOnce(_ text: String) -> Statement<Int64> {
        Statement(
            once: "jottings.find_once", Select(Projection(table.id), from: table).where(table.text == constant(text)))
    }
}
