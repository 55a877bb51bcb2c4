import MortiseSQL

extension AuthEngine {
    /// Looks at all rows of a table, page by page in the order of their identifiers, holding no connection in between.
    ///
    /// - Parameters:
    ///   - size: The rows of a page.
    ///   - page: The statement that reads the rows after one, at most so many.
    ///   - id: The identifier of a row.
    ///   - body: Is given each page that is not empty.
    func eachPage<Kind, Row: Sendable>(
        of size: Int64, _ page: (Identifier<Kind>, Int64) -> Statement<Row>, id: (Row) -> Identifier<Kind>,
        _ body: ([Row]) async throws -> Void
    ) async throws {
        var last = Identifier<Kind>.first
        while case let rows = try await database.all(page(last, size)), let end = rows.last {
            try Task.checkCancellation()
            last = id(end)
            try await body(rows)
        }
    }
}
