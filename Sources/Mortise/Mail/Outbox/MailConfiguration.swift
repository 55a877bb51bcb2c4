import MortiseSQL

/// How mail leaves.
public struct MailConfiguration: Sendable {
    /// Who delivers it.
    public var transport: any MailTransport
    /// Who sends it.
    public var from: Mailbox
    /// What it says, and where its links lead.
    public var templates: MailTemplates
    /// The attempts after which a mail is given up.
    public var maximumAttempts = 12
    /// The wait after the first failed attempt; it doubles with each further one.
    public var firstRetry = Duration.seconds(10)
    /// The longest wait between two attempts.
    public var longestRetry = Duration.seconds(3600)
    /// How long a worker has a mail for itself: longer than any transport takes.
    public var lease = Duration.seconds(300)
    /// The most mails that one engine sends at once.
    public var concurrentMails = 4

    /// A configuration.
    public init(transport: any MailTransport, from: Mailbox, templates: MailTemplates) {
        self.transport = transport
        self.from = from
        self.templates = templates
    }

    /// The wait after so many failed attempts, half of it by chance, so that mails that failed together do not come back
    /// together.
    func backoff(after attempts: Int) -> Duration {
        let doubled = firstRetry * (1 << min(max(attempts - 1, 0), 20))
        let whole = min(doubled, longestRetry).microseconds
        return .microseconds(whole / 2 + Int64.random(in: 0...max(1, whole / 2)))
    }
}
