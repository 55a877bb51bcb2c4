public import MortiseSQL
public import struct FoundationEssentials.UUID

/// The identifier of one kind of thing, a UUID: identifiers of different kinds do not mix.
public struct Identifier<Kind>: Sendable, Hashable {
    /// The UUID.
    public let uuid: UUID

    /// An identifier from its UUID.
    public init(_ uuid: UUID) { self.uuid = uuid }

    /// An identifier from its text form; `nil` unless it is a UUID in canonical form, in either case (RFC 9562).
    public init?(_ text: String) {
        guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }

    /// Comes after every other one.
    static var last: Identifier {
        Identifier(UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)))
    }

    /// Comes before every other one.
    static var first: Identifier { Identifier(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))) }

    /// A new identifier: a UUIDv7 (RFC 9562 section 5.7), so that identifiers sort by the time they were made.
    init(at moment: Instant) {
        uuid = .version7(at: moment)
    }
}

extension Identifier: CustomStringConvertible {
    /// The UUID in lower case.
    public var description: String { uuid.uuidString.lowercased() }
}

extension Identifier: SQLConvertible {
    /// `.uuid`
    public static var sqlType: SQLType { .uuid }
    /// The UUID, bound.
    public var sqlValue: SQLValue { .uuid(uuid) }
    /// Reads a UUID column.
    public init(row: any RowSource, at index: Int) throws(DatabaseError) { uuid = try row.uuid(at: index) }
}

/// Identifies a user.
public typealias UserID = Identifier<User>
/// Identifies a session; it grants nothing.
public typealias SessionID = Identifier<Session>
/// Identifies an entry of the audit log.
public typealias AuditEventID = Identifier<AuditEvent>
