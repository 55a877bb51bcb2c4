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
    mutating func withParameters<Result>(_ values: [SQLValue], _ body: Borrower<Result>) -> Result {
        reset()
        for value in values { append(value) }
        return lend(to: body)
    }

    /// The same for a gathered statement: an array for each input, and the constants.
    ///
    /// - Parameter callers: The values of each caller, inputs first.
    mutating func withArrays<Result>(
        of types: [SQLType], _ callers: [[SQLValue]], _ body: Borrower<Result>
    ) -> Result {
        reset()
        for (input, type) in types.enumerated() { appendArray(of: type, callers, input) }
        for value in callers.first?.dropFirst(types.count) ?? [] { append(value) }
        return lend(to: body)
    }

    typealias Borrower<Result> = (
        _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>, _ lengths: UnsafePointer<Int32>,
        _ formats: UnsafePointer<Int32>
    ) -> Result

    private mutating func reset() {
        if bytes.capacity > Self.retainedCapacity { bytes = [] }
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        pointers.removeAll(keepingCapacity: true)
    }

    private mutating func lend<Result>(to body: Borrower<Result>) -> Result {
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
        write(value)
        var format = Self.binaryFormat
        if case .json = value { format = Self.textFormat }
        if case .ip = value { format = Self.textFormat }
        if format == Self.textFormat { bytes.append(0) }
        offsets.append(value.type == nil ? -1 : start)
        lengths.append(Int32(clamping: bytes.count - start))
        formats.append(format)
    }

    // The binary form of an array (`array_recv`): dimensions, whether it holds NULL, the elements' type, the length and
    // the lower bound of the only dimension; then each element with its length.
    private mutating func appendArray(of type: SQLType, _ callers: [[SQLValue]], _ input: Int) {
        let start = bytes.count
        let hasNull = callers.contains { $0[input] == .null }
        for word in [1, hasNull ? 1 : 0, Int32(bitPattern: type.objectID), Int32(clamping: callers.count), 1] {
            write(word)
        }
        for caller in callers {
            let value = caller[input]
            guard value != .null else {
                write(-1 as Int32)
                continue
            }
            let length = bytes.count
            write(0 as Int32)
            write(value)
            let size = Int32(clamping: bytes.count - length - 4)
            withUnsafeBytes(of: size.bigEndian) { size in
                for (index, byte) in size.enumerated() { bytes[length + index] = byte }
            }
        }
        offsets.append(start)
        lengths.append(Int32(clamping: bytes.count - start))
        formats.append(Self.binaryFormat)
    }

    private mutating func write(_ value: SQLValue) {
        switch value {
        case .null: break
        case .uuid(let uuid): withUnsafeBytes(of: uuid.uuid) { bytes.append(contentsOf: $0) }
        case .instant(let instant): write(PostgresTimestamp(instant)?.microseconds ?? .max)
        case .bool(let bool): bytes.append(bool ? 1 : 0)
        case .int64(let integer): write(integer)
        case .text(let text), .json(let text), .ip(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let content): bytes.append(contentsOf: content)
        }
    }

    private mutating func write(_ integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
#endif
