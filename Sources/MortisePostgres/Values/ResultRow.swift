#if Postgres
import CLibPQ
import MortiseSQL

import struct FoundationEssentials.UUID

/// One row of a result, read straight from libpq's memory.
struct ResultRow: RowSource {
    let answer: ServerAnswer
    let row: Int

    func isNull(at index: Int) -> Bool {
        index < answer.columnCount && answer.isNull(row: row, column: index)
    }

    func uuid(at index: Int) throws(DatabaseError) -> UUID {
        let field = try field(at: index) { $0 == ObjectID.uuid }
        guard field.count == 16 else { throw Self.malformed(index) }
        var uuid = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        withUnsafeMutableBytes(of: &uuid) { $0.copyMemory(from: field) }
        return uuid
    }

    func instant(at index: Int) throws(DatabaseError) -> Instant {
        let field = try field(at: index) { $0 == ObjectID.timestamptz }
        let timestamp = PostgresTimestamp(microseconds: try Self.integer(field, index))
        guard let instant = timestamp.instant else {
            throw DatabaseError(.decoding, "column \(index + 1) holds a moment out of range")
        }
        return instant
    }

    func bool(at index: Int) throws(DatabaseError) -> Bool {
        let field = try field(at: index) { $0 == ObjectID.bool }
        guard field.count == 1 else { throw Self.malformed(index) }
        return field[0] != 0
    }

    func int64(at index: Int) throws(DatabaseError) -> Int64 {
        let field = try field(at: index) {
            $0 == ObjectID.int8 || $0 == ObjectID.int4 || $0 == ObjectID.int2
        }
        return try Self.integer(field, index)
    }

    func text(at index: Int) throws(DatabaseError) -> String {
        let field = try field(at: index) { Self.isText($0) || Self.isAddress($0) || $0 == ObjectID.jsonb }
        let type = answer.type(ofColumn: index)
        if Self.isAddress(type) {
            guard let text = InternetAddress.text(field) else { throw Self.malformed(index) }
            return text
        }
        if type == ObjectID.jsonb {
            // The first byte is the version of the format; the rest is the document as text.
            guard field.first == 1 else { throw Self.malformed(index) }
            return String(decoding: field.dropFirst(), as: UTF8.self)
        }
        return String(decoding: field, as: UTF8.self)
    }

    func bytes(at index: Int) throws(DatabaseError) -> [UInt8] {
        [UInt8](try field(at: index) { $0 == ObjectID.bytea })
    }

    private func field(
        at index: Int, where isExpected: (Oid) -> Bool
    ) throws(DatabaseError) -> UnsafeRawBufferPointer {
        guard index < answer.columnCount else {
            throw DatabaseError(.decoding, "there is no column \(index + 1)")
        }
        let type = answer.type(ofColumn: index)
        guard isExpected(type) else {
            throw DatabaseError(.decoding, "column \(index + 1) is of type \(type), which is not the one asked for")
        }
        guard !answer.isNull(row: row, column: index) else {
            throw DatabaseError(.decoding, "column \(index + 1) is NULL")
        }
        return answer.field(row: row, column: index)
    }

    private static func isText(_ type: Oid) -> Bool {
        switch type {
        case ObjectID.text, ObjectID.varchar, ObjectID.bpchar, ObjectID.name, ObjectID.json, ObjectID.unknown: true
        default: false
        }
    }

    private static func isAddress(_ type: Oid) -> Bool { type == ObjectID.inet || type == ObjectID.cidr }

    private static func integer(_ field: UnsafeRawBufferPointer, _ index: Int) throws(DatabaseError) -> Int64 {
        switch field.count {
        case 8: Int64(bigEndian: field.loadUnaligned(as: Int64.self))
        case 4: Int64(Int32(bigEndian: field.loadUnaligned(as: Int32.self)))
        case 2: Int64(Int16(bigEndian: field.loadUnaligned(as: Int16.self)))
        default: throw malformed(index)
        }
    }

    private static func malformed(_ index: Int) -> DatabaseError {
        DatabaseError(.decoding, "column \(index + 1) does not have the form of its type")
    }
}
#endif
