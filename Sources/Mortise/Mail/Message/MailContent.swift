/// What a mail says.
public struct MailContent: Sendable, Hashable {
    /// The subject.
    public let subject: MailHeaderText
    /// The text, lines by LF or CRLF.
    public let text: String
    /// The same as an HTML page, for programs that show it; `nil` for a mail of text alone.
    public let html: String?

    /// A content.
    public init(subject: MailHeaderText, text: String, html: String? = nil) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}

// Texts of mails hold links that grant access: what prints them by accident shows the subject alone.
extension MailContent: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The subject.
    public var description: String { "mail \"\(subject)\"" }
    /// The subject.
    public var debugDescription: String { description }
    /// A mirror that holds the subject alone.
    public var customMirror: Mirror { Mirror(self, children: ["subject": subject.text]) }
}
