/// A mail to one recipient.
public struct Mail: Sendable, Hashable {
    /// Who gets it: always an address from the database, never one from a request.
    public let recipient: EmailAddress
    /// The subject, one line.
    public let subject: String
    /// The text, lines by LF.
    public let text: String

    /// A mail.
    public init(to recipient: EmailAddress, subject: String, text: String) {
        self.recipient = recipient
        self.subject = subject
        self.text = text
    }
}

/// Hands mails to whoever delivers them.
public protocol Mailer: Sendable {
    /// Hands a mail over. Returns once it is taken, throws when it is not.
    func send(_ mail: Mail) async throws
}
