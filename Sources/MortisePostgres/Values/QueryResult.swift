#if Postgres
import CLibPQ
import MortiseSQL

/// What the server answered to one statement.
///
/// `@unchecked Sendable` holds because libpq never changes a result after handing it out, and this object alone frees it.
final class QueryResult: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes ownership of a `PGresult`.
    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }

    var isError: Bool {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: false
        default: true
        }
    }

    var rowCount: Int { Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }

    /// The command tag, as `INSERT 0 1`.
    var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// The rows inserted, updated or deleted; 0 for a SELECT, whose tag counts the returned rows.
    var changes: Int {
        guard let tag = PQcmdStatus(pointer), tag.pointee != UInt8(ascii: "S"), let count = PQcmdTuples(pointer) else {
            return 0
        }
        return Int(String(cString: count)) ?? 0
    }

    /// A field of an error.
    func diagnostic(_ field: Int32) -> String? {
        PQresultErrorField(pointer, field).map { String(cString: $0) }
    }

    /// The type of a column, which must exist.
    func type(ofColumn column: Int) -> Oid { PQftype(pointer, Int32(column)) }

    func isNull(row: Int, column: Int) -> Bool { PQgetisnull(pointer, Int32(row), Int32(column)) != 0 }

    /// The bytes of a field, alive as long as this object.
    func field(row: Int, column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, Int32(row), Int32(column)),
            count: Int(PQgetlength(pointer, Int32(row), Int32(column))))
    }

    /// The rows as values.
    ///
    /// - Throws: ``DatabaseError`` with code `.decoding`.
    func decoded<Output>(_ statement: Statement<Output>) throws(DatabaseError) -> StatementResult<Output> {
        var rows: [Output] = []
        rows.reserveCapacity(rowCount)
        for row in 0..<rowCount { rows.append(try statement.decode(ResultRow(result: self, row: row))) }
        return StatementResult(rows: rows, changes: changes)
    }
}
#endif
