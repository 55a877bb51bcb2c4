#if Postgres
import MortiseSQL

import struct FoundationEssentials.UUID

/// Writes a statement's values in the server's form, into a buffer that is used again and again.
struct ParameterEncoder {
    private var bytes: [UInt8] = []
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    private static let textFormat: Int32 = 0
    private static let binaryFormat: Int32 = 1
    private static let retainedCapacity = 1 << 16

    /// Refuses what the server cannot hold, before anything is sent.
    ///
    /// - Throws: ``DatabaseError`` with code `.invalidValue`.
    static func validate(_ values: [SQLValue]) throws(DatabaseError) {
        for value in values {
            switch value {
            case .text(let text), .json(let text), .ip(let text):
                if text.utf8.contains(0) { throw DatabaseError(.invalidValue, "text must not hold NUL") }
            case .instant(let instant):
                if PostgresTimestamp(instant) == nil {
                    throw DatabaseError(.invalidValue, "the moment is out of the range of timestamptz")
                }
            case .null, .uuid, .bool, .int64, .bytes: break
            }
        }
    }

    /// Encodes the values and lends them, in the form of libpq's arguments.
    mutating func withParameters<Result>(
        _ values: [SQLValue],
        _ body: (
            _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>, _ lengths: UnsafePointer<Int32>,
            _ formats: UnsafePointer<Int32>
        ) -> Result
    ) -> Result {
        if bytes.capacity > Self.retainedCapacity { bytes = [] }
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        pointers.removeAll(keepingCapacity: true)
        for value in values { append(value) }
        // A value of no bytes still needs an address, or it would be NULL.
        bytes.append(0)
        return bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            for offset in offsets { pointers.append(offset < 0 ? nil : base.map { $0 + offset }) }
            return body(Int32(offsets.count), pointers, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        var format = Self.binaryFormat
        switch value {
        case .null: break
        case .uuid(let uuid): withUnsafeBytes(of: uuid.uuid) { bytes.append(contentsOf: $0) }
        case .instant(let instant): append(PostgresTimestamp(instant)?.microseconds ?? .max)
        case .bool(let bool): bytes.append(bool ? 1 : 0)
        case .int64(let integer): append(integer)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let content): bytes.append(contentsOf: content)
        case .json(let text), .ip(let text):
            format = Self.textFormat
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        offsets.append(value.type == nil ? -1 : start)
        lengths.append(Int32(clamping: bytes.count - start))
        formats.append(format)
    }

    private mutating func append(_ integer: Int64) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
#endif
