#if Postgres
import CLibPQ
import MortiseSQL

/// What the server answered to one statement, or the part of a gathered answer that belongs to one caller.
struct QueryResult: Sendable {
    private let answer: ServerAnswer
    private let rows: Range<Int>
    /// The rows' places in the answer, where they are not the rows themselves.
    private let places: [Int]?

    /// Takes ownership of a `PGresult`.
    init(_ pointer: OpaquePointer) {
        answer = ServerAnswer(pointer)
        rows = 0..<answer.rowCount
        places = nil
    }

    private init(_ answer: ServerAnswer, rows: Range<Int>, places: [Int]?) {
        self.answer = answer
        self.rows = rows
        self.places = places
    }

    var status: ExecStatusType { PQresultStatus(answer.pointer) }

    var isError: Bool {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: false
        default: true
        }
    }

    var rowCount: Int { rows.count }

    /// The command tag, as `INSERT 0 1`.
    var commandTag: String { PQcmdStatus(answer.pointer).map { String(cString: $0) } ?? "" }

    /// The rows inserted, updated or deleted; 0 for a SELECT, whose tag counts the returned rows.
    var changes: Int {
        guard let tag = PQcmdStatus(answer.pointer), tag.pointee != UInt8(ascii: "S"),
            let count = PQcmdTuples(answer.pointer)
        else { return 0 }
        return Int(String(cString: count)) ?? 0
    }

    /// A field of an error.
    func diagnostic(_ field: Int32) -> String? {
        PQresultErrorField(answer.pointer, field).map { String(cString: $0) }
    }

    /// A row, from 0.
    func row(_ index: Int) -> ResultRow {
        let place = rows.lowerBound + index
        return ResultRow(answer: answer, row: places?[place] ?? place)
    }

    /// The rows as values.
    ///
    /// - Throws: ``DatabaseError`` with code `.decoding`.
    func decoded<Output>(_ statement: Statement<Output>) throws(DatabaseError) -> StatementResult<Output> {
        var values: [Output] = []
        values.reserveCapacity(rowCount)
        for index in 0..<rowCount { values.append(try statement.decode(row(index))) }
        return StatementResult(rows: values, changes: changes)
    }

    /// Gives each caller of a gathered statement its rows: the last column tells whose a row is, from 1.
    ///
    /// - Returns: `nil` when the answer does not have that form.
    func split(among callers: Int) -> [QueryResult]? {
        let column = answer.columnCount - 1
        guard column >= 0, answer.type(ofColumn: column) == ObjectID.int8 else { return nil }
        var owners: [Int] = []
        owners.reserveCapacity(rows.count)
        // One more than there are callers, so that the end of each is the start of the next.
        var starts = [Int](repeating: 0, count: callers + 1)
        var isInOrder = true
        for row in rows {
            let field = answer.field(row: row, column: column)
            guard field.count == 8 else { return nil }
            let owner = Int(Int64(bigEndian: field.loadUnaligned(as: Int64.self))) - 1
            guard (0..<callers).contains(owner) else { return nil }
            if let last = owners.last, last > owner { isInOrder = false }
            owners.append(owner)
            starts[owner + 1] += 1
        }
        for caller in 0..<callers { starts[caller + 1] += starts[caller] }
        let places = isInOrder ? nil : Self.places(of: owners, starts)
        return (0..<callers).map { caller in
            QueryResult(answer, rows: starts[caller]..<starts[caller + 1], places: places)
        }
    }

    // The plan is the server's choice, so the rows may come in any order; those of one caller keep theirs.
    private static func places(of owners: [Int], _ starts: [Int]) -> [Int] {
        var next = starts
        var places = [Int](repeating: 0, count: owners.count)
        for (row, owner) in owners.enumerated() {
            places[next[owner]] = row
            next[owner] += 1
        }
        return places
    }
}
#endif
