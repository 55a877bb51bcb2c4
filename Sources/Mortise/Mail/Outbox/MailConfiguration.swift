import MortiseSQL

/// How mail leaves.
public struct MailConfiguration: Sendable {
    /// Who delivers it.
    public var transport: any MailTransport
    /// Who sends it.
    public var from: Mailbox
    /// What it says, and where its links lead.
    public var templates: MailTemplates
    /// How it is sent, and how often it is tried.
    public var delivery = DeliveryPolicy()

    /// A configuration.
    public init(transport: any MailTransport, from: Mailbox, templates: MailTemplates) {
        self.transport = transport
        self.from = from
        self.templates = templates
    }
}
