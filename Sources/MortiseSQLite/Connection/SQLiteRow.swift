#if SQLite
import CSQLite
import FoundationEssentials
import MortiseSQL

/// The current row of a running statement. Types are taken strictly: nothing is converted.
struct SQLiteRow: RowSource {
    let statement: OpaquePointer

    func isNull(at index: Int) -> Bool {
        sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL
    }

    func int64(at index: Int) throws(DatabaseError) -> Int64 {
        try require(SQLITE_INTEGER, "an integer", at: index)
        return sqlite3_column_int64(statement, Int32(index))
    }

    func instant(at index: Int) throws(DatabaseError) -> Instant {
        Instant(microseconds: try int64(at: index))
    }

    func bool(at index: Int) throws(DatabaseError) -> Bool {
        switch try int64(at: index) {
        case 0: return false
        case 1: return true
        default: throw DatabaseError(.decoding, "column \(index + 1) holds neither 0 nor 1")
        }
    }

    func text(at index: Int) throws(DatabaseError) -> String {
        try require(SQLITE_TEXT, "text", at: index)
        let start = sqlite3_column_text(statement, Int32(index))
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index))))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatabaseError(.decoding, "column \(index + 1) is not UTF-8")
        }
        return text
    }

    func bytes(at index: Int) throws(DatabaseError) -> [UInt8] {
        Array(try blob(at: index))
    }

    func uuid(at index: Int) throws(DatabaseError) -> UUID {
        let blob = try blob(at: index)
        guard blob.count == MemoryLayout<uuid_t>.size else {
            throw DatabaseError(.decoding, "column \(index + 1) is not 16 bytes long")
        }
        return UUID(uuid: blob.loadUnaligned(as: uuid_t.self))
    }

    private func blob(at index: Int) throws(DatabaseError) -> UnsafeRawBufferPointer {
        try require(SQLITE_BLOB, "a byte string", at: index)
        let start = sqlite3_column_blob(statement, Int32(index))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(index))))
    }

    private func require(_ type: Int32, _ name: String, at index: Int) throws(DatabaseError) {
        let actual = sqlite3_column_type(statement, Int32(index))
        guard actual != type else { return }
        throw DatabaseError(
            .decoding, "column \(index + 1) holds \(actual == SQLITE_NULL ? "NULL" : "something else"), not \(name)")
    }
}
#endif
