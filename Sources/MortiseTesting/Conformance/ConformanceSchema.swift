import FoundationEssentials
import MortiseSQL

struct Samples: Table {
    static let name = "samples"
    let id = column("id", Int64.self)
    let uuid = column("uuid_value", UUID?.self)
    let instant = column("instant_value", Instant?.self)
    let bool = column("bool_value", Bool?.self)
    let int64 = column("int64_value", Int64?.self)
    let text = column("text_value", String?.self)
    let bytes = column("bytes_value", [UInt8]?.self)
    let json = column("json_value", JSONText?.self)
    let ip = column("ip_value", IPText?.self)
}

struct Authors: Table {
    static let name = "authors"
    let id = column("id", Int64.self)
    let email = column("email", String.self)
    let name = column("name", String?.self)
    let isActive = column("is_active", Bool.self)
}

struct Books: Table {
    static let name = "books"
    let id = column("id", Int64.self)
    let author = column("author_id", Int64.self)
    let title = column("title", String.self)
    let pages = column("pages", Int64.self)
}

let samples = Samples()
let authors = Authors()
let books = Books()

/// The tables of the checks, in types that the dialect names.
enum ConformanceSchema {
    static func create(in database: any Database) async throws {
        for table in try tables(database.dialect) {
            try await database.execute(Statement(once: "conformance.create", Raw(table)))
        }
    }

    private static func tables(_ dialect: any SQLDialect) throws -> [SQLFragment] {
        func type(_ type: SQLType) throws -> SQLFragment { try columnType(type, dialect) }
        func raw(_ sql: StaticString) -> SQLFragment { SQLFragment(unsafeRaw: sql) }
        let samples =
            try raw("CREATE TABLE samples (id ") + type(.int64) + raw(" NOT NULL PRIMARY KEY, uuid_value ")
            + type(.uuid) + raw(", instant_value ") + type(.instant) + raw(", bool_value ") + type(.bool)
            + raw(", int64_value ") + type(.int64) + raw(", text_value ") + type(.text) + raw(", bytes_value ")
            + type(.bytes) + raw(", json_value ") + type(.json) + raw(", ip_value ") + type(.ip) + raw(")")
        let authors =
            try raw("CREATE TABLE authors (id ") + type(.int64) + raw(" NOT NULL PRIMARY KEY, email ")
            + type(.text) + raw(" NOT NULL UNIQUE, name ") + type(.text) + raw(", is_active ") + type(.bool)
            + raw(" NOT NULL)")
        let books =
            try raw("CREATE TABLE books (id ") + type(.int64) + raw(" NOT NULL PRIMARY KEY, author_id ")
            + type(.int64) + raw(" NOT NULL REFERENCES authors (id), title ") + type(.text)
            + raw(" NOT NULL, pages ") + type(.int64)
            + raw(" NOT NULL, CONSTRAINT books_pages_check CHECK (pages > 0), UNIQUE (author_id, title))")
        let options = try tableOptions(dialect)
        return [samples + options, authors + options, books + options]
    }

    // SQL text is made of literals only, so what the dialect says is looked up among those known.
    private static func columnType(_ type: SQLType, _ dialect: any SQLDialect) throws -> SQLFragment {
        switch dialect.columnType(type).lowercased() {
        case "blob": SQLFragment(unsafeRaw: "BLOB")
        case "integer": SQLFragment(unsafeRaw: "INTEGER")
        case "text": SQLFragment(unsafeRaw: "TEXT")
        case "uuid": SQLFragment(unsafeRaw: "uuid")
        case "timestamptz": SQLFragment(unsafeRaw: "timestamptz")
        case "boolean": SQLFragment(unsafeRaw: "boolean")
        case "bigint": SQLFragment(unsafeRaw: "bigint")
        case "bytea": SQLFragment(unsafeRaw: "bytea")
        case "jsonb": SQLFragment(unsafeRaw: "jsonb")
        case "inet": SQLFragment(unsafeRaw: "inet")
        case let unknown: throw ConformanceFailure("the column type \(unknown) is not known to these checks")
        }
    }

    private static func tableOptions(_ dialect: any SQLDialect) throws -> SQLFragment {
        switch dialect.tableOptions(isKeyed: false) {
        case "": SQLFragment(unsafeRaw: "")
        case " STRICT": SQLFragment(unsafeRaw: " STRICT")
        case let unknown: throw ConformanceFailure("the table options \(unknown) are not known to these checks")
        }
    }
}

/// Statements that several checks use.
enum ConformanceStatements {
    static let addAuthor = Query("conformance.add_author") { (id: Parameter<Int64>, email: Parameter<String>) in
        Insert(
            into: authors,
            [authors.id.set(to: id), authors.email.set(to: email), authors.isActive.set(to: true)])
    }

    static let addBook = Query("conformance.add_book") {
        (id: Parameter<Int64>, author: Parameter<Int64>, title: Parameter<String>, pages: Parameter<Int64>) in
        Insert(
            into: books,
            [
                books.id.set(to: id), books.author.set(to: author), books.title.set(to: title),
                books.pages.set(to: pages),
            ])
    }

    static let emailOfAuthor = Query("conformance.author_email") { (id: Parameter<Int64>) in
        Select(Projection(authors.email), from: authors).where(authors.id == id)
    }

    static let countAuthors = Query("conformance.count_authors") {
        Select(Projection(count()), from: authors)
    }

    /// Runs for minutes unless it is ended.
    static let endless = Statement(
        once: "conformance.endless",
        Raw(
            SQLFragment(
                unsafeRaw: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
                    SELECT count(*) FROM n
                    """), returning: Projection(count())))
}

extension StatementRunner {
    func authorCount() async throws -> Int64? { try await first(ConformanceStatements.countAuthors()) }
}
