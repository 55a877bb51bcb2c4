#if SQLite
import CSQLite
import FoundationEssentials
import Glibc
import MortiseSQL

/// The memory that bound values lie in while their statement runs: one block, used again for every statement, where
/// SQLite would allocate a copy of each value. What does not fit has a place of its own until the next statement.
///
/// The statement must be reset before the next ``bind(_:to:on:)``.
final class BindBuffer {
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)
    private var used = 0
    private var large: [UnsafeMutableRawBufferPointer] = []

    deinit {
        clear()
        memory.deallocate()
    }

    /// Binds a value to each placeholder.
    ///
    /// - Throws: ``DatabaseError``: `.misuse` for too few values, `.invalidValue` for text that holds NUL or too long
    ///   a value.
    func bind(_ values: [SQLValue], to statement: PreparedStatement, on handle: SQLiteHandle) throws(DatabaseError) {
        guard values.count >= statement.parameterCount else {
            throw DatabaseError(.misuse, "\(values.count) values for \(statement.parameterCount) placeholders")
        }
        clear()
        for position in 0..<statement.parameterCount {
            let status = try bind(values[position], at: Int32(position + 1), of: statement.pointer)
            guard status == SQLITE_OK else { throw handle.failure(status) }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) throws(DatabaseError) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .bool(let value): return sqlite3_bind_int64(statement, index, value ? 1 : 0)
        case .int64(let value): return sqlite3_bind_int64(statement, index, value)
        case .instant(let value): return sqlite3_bind_int64(statement, index, value.microseconds)
        case .uuid(let value):
            let bytes = withUnsafeBytes(of: value.uuid) { copy($0) }
            return sqlite3_bind_blob64(statement, index, bytes.baseAddress, 16, nil)
        case .bytes(let value):
            let bytes = value.withUnsafeBytes { copy($0) }
            return sqlite3_bind_blob64(statement, index, bytes.baseAddress, sqlite3_uint64(bytes.count), nil)
        case .text(var value), .json(var value), .ip(var value):
            let bytes = value.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
            // SQLite would keep it and show it cut; PostgreSQL cannot hold it.
            if let start = bytes.baseAddress, memchr(start, 0, bytes.count) != nil {
                throw DatabaseError(.invalidValue, "the text for placeholder \(index) holds NUL")
            }
            let text = bytes.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text64(
                statement, index, text.baseAddress, sqlite3_uint64(text.count), nil, UInt8(SQLITE_UTF8))
        }
    }

    private func clear() {
        used = 0
        guard !large.isEmpty else { return }
        for place in large { place.deallocate() }
        large = []
    }

    // Never without an address, also for no bytes: SQLite takes a null pointer for NULL.
    private func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let place: UnsafeMutableRawBufferPointer
        if bytes.count <= memory.count - used {
            place = UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes.count])
            used += bytes.count
        } else {
            place = .allocate(byteCount: bytes.count, alignment: 1)
            large.append(place)
        }
        place.copyMemory(from: bytes)
        return UnsafeRawBufferPointer(place)
    }
}
#endif
