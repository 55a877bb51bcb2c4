public import struct FoundationEssentials.UUID

/// What names a mail for ever: a mail that is sent twice under one name can be recognised as the same.
public struct MessageID: Sendable, Hashable, CustomStringConvertible {
    /// The unique part.
    public let uuid: UUID
    /// The domain that gave it.
    public let domain: String

    /// The name of a mail. The same row of an outbox must give the same one each time.
    ///
    /// - Parameters:
    ///   - uuid: What no other mail has.
    ///   - sender: Whose domain stands behind it.
    public init(_ uuid: UUID, sender: EmailAddress) {
        self.uuid = uuid
        domain = String(Substring(sender.canonical.utf8.drop { $0 != UInt8(ascii: "@") }.dropFirst()))
    }

    /// The unique part as text, of letters, digits and hyphens.
    var unique: String { uuid.uuidString.lowercased() }

    /// As it stands in the header, with its angle brackets.
    public var description: String { "<\(unique)@\(domain)>" }
}
