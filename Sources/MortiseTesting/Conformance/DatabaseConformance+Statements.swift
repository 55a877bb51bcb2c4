import MortiseSQL

extension DatabaseConformance {
    static let statementChecks: [Check] = [
        Check("rows join, and a left join gives NULL for what is missing") { database in
            try await fill(database)
            let joined = Select(Projection(authors.email, books.title) { "\($0): \($1)" }, from: books)
                .join(authors, on: books.author == authors.id).order(by: books.id)
            try expect(
                try await database.all(Statement(once: "conformance.join", joined)),
                is: ["ada@x: Notes", "ada@x: Engines", "bob@x: Sea"], "joined rows")
            let title = Column<String?>.optional(books.title)
            let outer = Select(Projection(authors.email, title) { "\($0): \($1 ?? "-")" }, from: authors)
                .leftJoin(books, on: books.author == authors.id && books.pages > constant(Int64(250)))
                .order(by: authors.id)
            try expect(
                try await database.all(Statement(once: "conformance.left_join", outer)),
                is: ["ada@x: Engines", "bob@x: -", "eve@x: -"], "left joined rows")
        },
        Check("an update and a delete count and return the rows they change") { database in
            try await fill(database)
            let update = Update(
                books, set: [books.pages.set(to: books.pages + 1)], where: books.author == constant(Int64(1))
            ).returning(Projection(books.pages))
            let updated = try await database.run(Statement(once: "conformance.update", update))
            try expect(updated.rows.sorted(), is: [201, 301], "returned values")
            try expect(updated.changes, is: 2, "rows updated")
            let delete = Delete(from: books, where: books.pages > constant(Int64(201)))
            try expect(try await database.execute(Statement(once: "conformance.delete", delete)), is: 1, "rows deleted")
            let read = try await database.run(ConformanceStatements.countAuthors())
            try expect(read.changes, is: 0, "changes of a SELECT after a write")
        },
        Check("a guarded update returns a row only while its guard holds") { database in
            try await fill(database)
            let deactivate = Query("conformance.deactivate") { (id: Parameter<Int64>) in
                Update(
                    authors, set: [authors.isActive.set(to: false)],
                    where: authors.id == id && authors.isActive == constant(true)
                ).returning(Projection(authors.email))
            }
            try expect(try await database.all(deactivate(1)), is: ["ada@x"], "the first use")
            let second = try await database.run(deactivate(1))
            try expect(second.rows, is: [], "the second use")
            try expect(second.changes, is: 0, "rows changed by the second use")
        },
        Check("an upsert does nothing, or updates under its guard") { database in
            try await fill(database)
            let values = [
                authors.id.set(to: Int64(9)), authors.email.set(to: "ada@x"), authors.isActive.set(to: false),
            ]
            let ignore = Insert(into: authors, values).onConflictDoNothing(["email"]).returning(Projection(authors.id))
            let ignored = try await database.run(Statement(once: "conformance.ignore", ignore))
            try expect(ignored.rows, is: [], "rows of an insert that does nothing")
            try expect(ignored.changes, is: 0, "changes of an insert that does nothing")
            let upsert = Insert(into: authors, values)
                .onConflict(
                    ["email"], update: [authors.isActive.set(to: authors.isActive.excluded)],
                    onlyIf: authors.isActive == constant(true)
                ).returning(Projection(authors.id, authors.isActive) { "\($0) \($1)" })
            let statement = Statement(once: "conformance.upsert", upsert)
            try expect(try await database.all(statement), is: ["1 false"], "the upserted row")
            try expect(try await database.all(statement), is: [], "rows where the guard does not hold")
        },
        Check("a keyset gives each row once, in order") { database in
            try await ConformanceSchema.create(in: database)
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            for id in 1...10 as ClosedRange<Int64> {
                try await database.execute(ConformanceStatements.addBook(id, 1, "Book \(id)", id % 3 + 1))
            }
            let page = Query("conformance.page") {
                (pages: Parameter<Int64>, id: Parameter<Int64>, size: Parameter<Int64>) in
                Select(Projection(books.pages, books.id) { [$0, $1] }, from: books)
                    .where(isAfter((books.pages, books.id), (pages, id)))
                    .order(by: books.pages).order(by: books.id).limit(size)
            }
            var position: [Int64] = [0, 0]
            var seen: [Int64] = []
            while true {
                let rows = try await database.all(page(position[0], position[1], 4))
                guard let last = rows.last else { break }
                position = last
                seen += rows.map { $0[1] }
            }
            try expect(seen, is: [3, 6, 9, 1, 4, 7, 10, 2, 5, 8], "the rows of all pages")
        },
        Check("EXISTS, aggregates, GREATEST, LEAST and CASE give what they say") { database in
            try await fill(database)
            let hasBook = Predicate.exists(
                Select(Projection(books.id), from: books).where(books.author == authors.id))
            let idle = Select(Projection(authors.email), from: authors).where(!hasBook)
            try expect(try await database.all(Statement(once: "conformance.exists", idle)), is: ["eve@x"], "EXISTS")
            let totals = Select(
                Projection(books.author, count(), books.pages.maximum, books.pages.minimum) {
                    "\($0): \($1) \($2 ?? 0) \($3 ?? 0)"
                }, from: books
            ).group(by: books.author).order(by: books.author, descending: true)
            try expect(
                try await database.all(Statement(once: "conformance.totals", totals)),
                is: ["2: 1 100 100", "1: 2 300 200"], "aggregates")
            let none = Select(Projection(books.pages.maximum) { $0 }, from: books).where(
                books.id == constant(Int64(99)))
            try expect(
                try await database.all(Statement(once: "conformance.none", none)), is: [nil], "the maximum of no rows")
            let bounds = Select(
                Projection(
                    greatest(books.pages, constant(Int64(150))), least(books.pages, constant(Int64(150))),
                    (books.pages > constant(Int64(150))).then(constant("long"), else: constant("short"))
                ) { "\($0) \($1) \($2)" }, from: books
            ).order(by: books.id)
            try expect(
                try await database.all(Statement(once: "conformance.bounds", bounds)),
                is: ["200 150 long", "300 150 long", "150 100 short"], "GREATEST, LEAST and CASE")
        },
        Check("a statement runs many times with different values") { database in
            try await ConformanceSchema.create(in: database)
            for id in 1...300 as ClosedRange<Int64> {
                try await database.execute(ConformanceStatements.addAuthor(id, "\(id)@x"))
            }
            for id in 1...300 as ClosedRange<Int64> {
                let email = try await database.all(ConformanceStatements.emailOfAuthor(id))
                try expect(email, is: ["\(id)@x"], "the row of key \(id)")
            }
            try expect(
                try await database.all(ConformanceStatements.emailOfAuthor(301)), is: [], "rows of a missing key")
        },
    ]

    /// Three authors, of whom the last has no book.
    private static func fill(_ database: any Database) async throws {
        try await ConformanceSchema.create(in: database)
        for (id, email) in [(1, "ada@x"), (2, "bob@x"), (3, "eve@x")] as [(Int64, String)] {
            try await database.execute(ConformanceStatements.addAuthor(id, email))
        }
        try await database.execute(ConformanceStatements.addBook(1, 1, "Notes", 200))
        try await database.execute(ConformanceStatements.addBook(2, 1, "Engines", 300))
        try await database.execute(ConformanceStatements.addBook(3, 2, "Sea", 100))
    }
}

extension Column where Value == String? {
    /// The column as an outer join shows it.
    static func optional(_ column: Column<String>) -> Expression<String?> { Expression(unsafeRaw: column.fragment) }
}
