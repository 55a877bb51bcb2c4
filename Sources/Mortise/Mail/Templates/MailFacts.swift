public import MortiseSQL

/// What a mail tells, beside what is the same in all mails of an app.
public struct MailFacts: Sendable {
    /// The token that the link of a mail brings.
    public struct Token: Sendable {
        let text: String
        let expires: Instant

        /// A token in clear, and when it ends.
        public init(_ text: String, expires: Instant) {
            self.text = text
            self.expires = expires
        }
    }

    /// The address that the mail is about: the one to verify, the new one of a change, else the account's.
    public let address: EmailAddress
    /// When what the mail tells of happened.
    public let time: Instant
    /// The token, for a kind with a link.
    public let token: Token?

    /// Facts.
    public init(address: EmailAddress, time: Instant, token: Token? = nil) {
        self.address = address
        self.time = time
        self.token = token
    }
}

// A token grants access.
extension MailFacts.Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    public var description: String { "<redacted>" }
    /// `<redacted>`
    public var debugDescription: String { description }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
