public import MortiseSQL

/// A mail to one recipient, ready to be sent.
public struct MailMessage: Sendable, Hashable {
    /// Names it: the same each time it is sent.
    public let id: MessageID
    /// When it was written.
    public let date: Instant
    /// Who sends it, also the address to which undeliverable mail returns.
    public let from: Mailbox
    /// Who gets it: always an address from the database, never one from a request.
    public let to: Mailbox
    /// What it says.
    public let content: MailContent
    /// Further header lines.
    public let headers: [MailHeader]

    /// A mail.
    public init(
        id: MessageID, date: Instant, from: Mailbox, to: Mailbox, content: MailContent, headers: [MailHeader] = []
    ) {
        self.id = id
        self.date = date
        self.from = from
        self.to = to
        self.content = content
        self.headers = headers
    }
}
