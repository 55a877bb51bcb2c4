import MortiseSQL
import struct FoundationEssentials.UUID

/// A place between two entries of the audit log, and the way to go on from it. It is opaque, and proves nothing.
public struct AuditCursor: Sendable, Hashable {
    enum Direction: UInt8, Sendable {
        case older = 1
        case newer = 2
    }

    let direction: Direction
    let createdAt: Instant
    let id: AuditEventID

    init(_ direction: Direction, of event: AuditEvent) {
        self.direction = direction
        createdAt = event.createdAt
        id = event.id
    }

    /// A cursor from its text.
    ///
    /// - Throws: ``AuthError`` with code `.cursorInvalid` unless it is what a page has given.
    public init(_ text: String) throws(AuthError) {
        guard let bytes = Base64URL.decode(text.utf8), bytes.count == Self.length, bytes[0] == Self.version,
            let direction = Direction(rawValue: bytes[1]),
            let moment = Int64(exactly: bytes[2..<10].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }),
            moment < Self.endOfTime
        else { throw AuthError(.cursorInvalid, "the cursor is none that a page of the audit log has given") }
        self.direction = direction
        createdAt = Instant(microseconds: moment)
        let b = Array(bytes[10...])
        id = AuditEventID(
            UUID(
                uuid: (
                    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
                    b[15]
                )))
    }

    // The form may change; a cursor of another one is refused.
    private static let version: UInt8 = 1
    private static let length = 26
    /// The year 10000: not every database knows all moments that would fit.
    private static let endOfTime: Int64 = 253_402_300_800_000_000
}

extension AuditCursor: CustomStringConvertible {
    /// The text that ``init(_:)`` takes: 35 characters that need no escaping in a URL.
    public var description: String {
        let moment = UInt64(clamping: createdAt.microseconds)
        let time = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: moment >> UInt64($0)) }
        return Base64URL.encode(
            [Self.version, direction.rawValue] + time + withUnsafeBytes(of: id.uuid.uuid) { Array($0) })
    }
}
