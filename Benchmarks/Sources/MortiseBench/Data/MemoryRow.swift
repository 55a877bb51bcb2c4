import Foundation
import MortiseSQL

/// A row of the session lookup in memory. Like a driver's it is a pointer to memory that others own, and makes each text
/// and byte string anew from bytes.
struct MemoryRow: RowSource {
    private enum Field {
        case null
        case number(Int64)
        case uuid(UUID)
        case bytes(UnsafeBufferPointer<UInt8>)
    }

    private let fields: UnsafeBufferPointer<Field>

    /// A row whose memory stays until the process ends.
    init() {
        var random = WorkerRandom()
        let moment = Field.number(Sample.moment.microseconds)
        fields = Self.kept([
            .uuid(random.makeID()), .uuid(random.makeID()), .number(1), moment, moment, moment, .number(7 * 86_400),
            .bytes(Self.kept(Array(Sample.address.text.utf8))), .bytes(Self.kept(Array(Sample.userAgent.utf8))),
            .bytes(Self.kept(Sample.emailSealed)), .number(1), .number(1), .number(1), moment, moment, .null, .null,
            .number(1), .number(1), .null,
        ])
    }

    private static func kept<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return UnsafeBufferPointer(memory)
    }

    func isNull(at index: Int) -> Bool {
        if case .null = fields[index] { true } else { false }
    }

    func uuid(at index: Int) throws(DatabaseError) -> UUID {
        guard case .uuid(let uuid) = fields[index] else { throw Self.mismatch(index) }
        return uuid
    }

    func instant(at index: Int) throws(DatabaseError) -> Instant { Instant(microseconds: try int64(at: index)) }

    func bool(at index: Int) throws(DatabaseError) -> Bool { try int64(at: index) != 0 }

    func int64(at index: Int) throws(DatabaseError) -> Int64 {
        guard case .number(let number) = fields[index] else { throw Self.mismatch(index) }
        return number
    }

    func text(at index: Int) throws(DatabaseError) -> String {
        guard case .bytes(let bytes) = fields[index] else { throw Self.mismatch(index) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func bytes(at index: Int) throws(DatabaseError) -> [UInt8] {
        guard case .bytes(let bytes) = fields[index] else { throw Self.mismatch(index) }
        return Array(bytes)
    }

    private static func mismatch(_ index: Int) -> DatabaseError {
        DatabaseError(.decoding, "column \(index + 1) is of another type")
    }
}
