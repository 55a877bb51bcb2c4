/// A further line of a mail's header, such as `List-Id` or one that a mail service asks for.
public struct MailHeader: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: MailHeaderText

    // What the message itself says, and what would change how it is read or to whom it goes.
    private static let reserved: Set<String> = [
        "auto-submitted", "bcc", "cc", "content-transfer-encoding", "content-type", "date", "from", "message-id",
        "mime-version", "reply-to", "return-path", "sender", "subject", "to",
    ]

    /// A header line; `nil` unless the name is of letters, digits and hyphens, at most 64, and not one that the message
    /// writes itself.
    public init?(_ name: String, _ value: MailHeaderText) {
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte.isASCIILetterOrDigit
        }
        guard isName, (1...64).contains(name.utf8.count), !Self.reserved.contains(name.lowercased()) else { return nil }
        self.name = name
        self.value = value
    }
}
