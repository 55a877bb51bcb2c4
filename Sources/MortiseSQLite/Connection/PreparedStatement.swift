#if SQLite
import CSQLite
import MortiseSQL

/// A prepared statement of one connection.
final class PreparedStatement {
    let pointer: OpaquePointer
    /// The highest number of a placeholder.
    let parameterCount: Int

    /// Prepares the one statement in `sql`.
    ///
    /// - Parameter isKept: Whether it will be used again, which lets SQLite choose where its memory comes from.
    /// - Throws: ``DatabaseError``; `.misuse` when there is no statement, or more than one.
    init(_ sql: String, on handle: SQLiteHandle, isKept: Bool) throws(DatabaseError) {
        var prepared: OpaquePointer?
        var hasTail = false
        var sql = sql
        let status = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text in
                var tail: UnsafePointer<CChar>?
                let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
                let status = sqlite3_prepare_v3(
                    handle.pointer, text.baseAddress, Int32(clamping: text.count), flags, &prepared, &tail)
                if let start = text.baseAddress, let tail {
                    hasTail = !text.dropFirst(tail - start).allSatisfy(\.isSeparator)
                }
                return status
            }
        }
        guard status == SQLITE_OK else { throw handle.failure(status) }
        guard let prepared else { throw DatabaseError(.misuse, "the SQL holds no statement") }
        pointer = prepared
        parameterCount = Int(sqlite3_bind_parameter_count(prepared))
        if hasTail { throw DatabaseError(.misuse, "the SQL holds more than one statement") }
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    /// Whether it changes nothing in the database.
    var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }

    /// Ends its run and forgets its values, whose memory may then be used anew.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }
}

extension CChar {
    fileprivate var isSeparator: Bool {
        switch UInt8(bitPattern: self) {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: ";"): true
        default: false
        }
    }
}
#endif
