/// Text for one line of a mail's header: a subject, a display name. What could begin another line has no value of this
/// type.
public struct MailHeaderText: Sendable, Hashable, CustomStringConvertible {
    /// The text.
    public let text: String

    /// The most bytes of it in UTF-8.
    public static let maximumBytes = 512

    /// A text; `nil` if it is longer than ``maximumBytes``, or holds a control character, a separator of lines or
    /// paragraphs, or a mark that turns the direction in which the text around it is shown.
    public init?(_ text: String) {
        // By scalars: CRLF is one character to Swift, which is neither CR nor LF.
        guard text.utf8.count <= Self.maximumBytes, text.unicodeScalars.allSatisfy(\.staysInItsLine) else { return nil }
        self.text = text
    }

    /// The text.
    public var description: String { text }

    /// Whether both have the same bytes.
    public static func == (left: MailHeaderText, right: MailHeaderText) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    /// Feeds the bytes into `hasher`.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }

}
