import MortiseSQL

extension DatabaseConformance {
    // Many tasks queue for few connections here, perhaps on a machine that runs all checks at once.
    private static let patient = ConformanceStorage.Options(poolTimeout: .seconds(60))

    static let concurrencyChecks: [Check] = [
        Check("50 parallel transactions that read, add and write lose nothing", options: patient) { database in
            try await ConformanceSchema.create(in: database)
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            try await database.execute(ConformanceStatements.addBook(1, 1, "Notes", 1))
            let read = Query("conformance.read_pages") { (id: Parameter<Int64>) in
                Select(Projection(books.pages), from: books).where(books.id == id).locked(.forUpdate)
            }
            let write = Query("conformance.write_pages") { (id: Parameter<Int64>, pages: Parameter<Int64>) in
                Update(books, set: [books.pages.set(to: pages)], where: books.id == id)
            }
            try await inParallel(50) { _ in
                try await database.transaction { transaction in
                    guard let pages = try await transaction.first(read(1)) else {
                        throw ConformanceFailure("the row is gone")
                    }
                    await Task.yield()
                    try await transaction.execute(write(1, pages + 1))
                }
            }
            try expect(try await database.all(read(1)), is: [51], "the sum of 50 increments and 1")
        },
        Check("50 parallel increments in single statements lose nothing", options: patient) { database in
            try await ConformanceSchema.create(in: database)
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            try await database.execute(ConformanceStatements.addBook(1, 1, "Notes", 1))
            let increment = Query("conformance.increment") { (id: Parameter<Int64>) in
                Update(books, set: [books.pages.set(to: books.pages + 1)], where: books.id == id)
                    .returning(Projection(books.pages))
            }
            let values = try await inParallel(50) { _ in try await database.first(increment(1)) ?? 0 }
            try expect(values.sorted(), is: Array(2...51), "the values returned")
        },
        Check("of 100 parallel guarded updates one wins", options: patient) { database in
            try await ConformanceSchema.create(in: database)
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            let consume = Query("conformance.consume") { (id: Parameter<Int64>) in
                Update(
                    authors, set: [authors.isActive.set(to: false)],
                    where: authors.id == id && authors.isActive == constant(true)
                ).returning(Projection(authors.id))
            }
            let wins = try await inParallel(100) { number in
                if number % 2 == 0 { return try await database.all(consume(1)).count }
                return try await database.transaction { try await $0.all(consume(1)).count }
            }
            try expect(wins.reduce(0, +), is: 1, "winners")
        },
        Check("of 100 parallel inserts of one unique value one wins", options: patient) { database in
            try await ConformanceSchema.create(in: database)
            let outcomes = try await inParallel(100) { number in
                do {
                    return try await database.execute(ConformanceStatements.addAuthor(Int64(number), "ada@x"))
                } catch let error as DatabaseError
                    where error.code == .uniqueViolation(constraint: "authors_email_key")
                {
                    return 0
                }
            }
            try expect(outcomes.reduce(0, +), is: 1, "rows inserted")
            try expect(try await database.authorCount(), is: 1, "rows stored")
        },
    ]

    @discardableResult
    private static func inParallel<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for number in 0..<count {
                group.addTask { try await body(number) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
