#if Postgres
import CLibPQ

/// The owner of a `PGresult`.
///
/// `@unchecked Sendable` holds because libpq never changes a result after handing it out, and this object alone frees it.
final class ServerAnswer: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes ownership of a `PGresult`.
    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var rowCount: Int { Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }

    /// The type of a column, which must exist.
    func type(ofColumn column: Int) -> Oid { PQftype(pointer, Int32(column)) }

    func isNull(row: Int, column: Int) -> Bool { PQgetisnull(pointer, Int32(row), Int32(column)) != 0 }

    /// The bytes of a field, alive as long as this object.
    func field(row: Int, column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, Int32(row), Int32(column)),
            count: Int(PQgetlength(pointer, Int32(row), Int32(column))))
    }
}
#endif
