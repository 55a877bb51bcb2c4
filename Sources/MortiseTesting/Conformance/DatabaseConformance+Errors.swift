import MortiseSQL

extension DatabaseConformance {
    static let errorChecks: [Check] = [
        Check("a broken uniqueness rule is named after its table and columns") { database in
            try await withOneBook(database)
            try await expectFailure(.uniqueViolation(constraint: "authors_email_key"), of: "a second row of one email")
            {
                try await database.execute(ConformanceStatements.addAuthor(2, "ada@x"))
            }
            try await expectFailure(
                .uniqueViolation(constraint: "books_author_id_title_key"), of: "a second row of one author and title"
            ) {
                try await database.execute(ConformanceStatements.addBook(2, 1, "Notes", 7))
            }
        },
        Check("a broken primary key is named after its table") { database in
            try await withOneBook(database)
            try await expectFailure(.uniqueViolation(constraint: "authors_pkey"), of: "a second row of one key") {
                try await database.execute(ConformanceStatements.addAuthor(1, "other@x"))
            }
        },
        Check("a missing referenced row is a foreign key violation, and so is deleting one") { database in
            try await withOneBook(database)
            let isForeignKey = { (code: DatabaseError.Code) in
                if case .foreignKeyViolation = code { true } else { false }
            }
            try await expectFailure("a foreign key violation", of: "a book of no author", where: isForeignKey) {
                try await database.execute(ConformanceStatements.addBook(2, 99, "Sea", 7))
            }
            try await expectFailure("a foreign key violation", of: "deleting an author", where: isForeignKey) {
                let delete = Delete(from: authors, where: authors.id == constant(Int64(1)))
                try await database.execute(Statement(once: "conformance.delete_author", delete))
            }
        },
        Check("a broken CHECK gives its name") { database in
            try await withOneBook(database)
            try await expectFailure(.checkViolation(constraint: "books_pages_check"), of: "a book of no pages") {
                try await database.execute(ConformanceStatements.addBook(2, 1, "Sea", 0))
            }
        },
        Check("NULL in a required column gives the column's name") { database in
            try await withOneBook(database)
            try await expectFailure(.notNullViolation(column: "is_active"), of: "an author without is_active") {
                let insert = Insert(into: authors, [authors.id.set(to: Int64(2)), authors.email.set(to: "b@x")])
                try await database.execute(Statement(once: "conformance.add_incomplete", insert))
            }
        },
        Check("a missing table or column is undefined") { database in
            try await ConformanceSchema.create(in: database)
            try await expectFailure(.undefinedObject, of: "a select from a missing table") {
                let select = Raw(SQLFragment(unsafeRaw: "SELECT 1 FROM missing"), returning: Projection(count()))
                return try await database.all(Statement(once: "conformance.no_table", select))
            }
            try await expectFailure(.undefinedObject, of: "a select of a missing column") {
                let select = Raw(SQLFragment(unsafeRaw: "SELECT missing FROM authors"), returning: Projection(count()))
                return try await database.all(Statement(once: "conformance.no_column", select))
            }
        },
        Check("text with NUL is refused, and nothing is stored") { database in
            try await ConformanceSchema.create(in: database)
            try await expectFailure(.invalidValue, of: "text with NUL") {
                try await database.execute(ConformanceStatements.addAuthor(1, "a\0b"))
            }
            try expect(try await database.authorCount(), is: 0, "rows stored")
        },
        Check("an error names its statement and holds no value") { database in
            try await withOneBook(database)
            let error = try await expectFailure(
                .uniqueViolation(constraint: "authors_email_key"), of: "a second row of one email"
            ) {
                try await database.execute(ConformanceStatements.addAuthor(2, "ada@x"))
            }
            try expect(error.statement, is: "conformance.add_author", "the statement in the error")
            try expect(!error.description.contains("ada@x"), "the error holds no value")
        },
        Check("a failed statement does not spoil the connection") { database in
            try await withOneBook(database)
            for _ in 0..<20 {
                try await expectFailure(.uniqueViolation(constraint: "authors_pkey"), of: "a second row of one key") {
                    try await database.execute(ConformanceStatements.addAuthor(1, "other@x"))
                }
                try expect(try await database.authorCount(), is: 1, "rows after a failure")
            }
            try expect(
                try await database.execute(ConformanceStatements.addAuthor(2, "bob@x")), is: 1, "rows inserted")
        },
    ]

    private static func withOneBook(_ database: any Database) async throws {
        try await ConformanceSchema.create(in: database)
        try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
        try await database.execute(ConformanceStatements.addBook(1, 1, "Notes", 200))
    }
}
