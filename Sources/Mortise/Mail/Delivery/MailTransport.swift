/// Hands mails over to whoever delivers them.
public protocol MailTransport: Sendable {
    /// Hands a mail over. Returns once it is taken for good; ends within a bound that the transport sets.
    ///
    /// Sending one mail again is safe for who sends, though its recipient may get it twice: it keeps its
    /// ``MailMessage/id``.
    func send(_ message: MailMessage) async throws(MailError)
}
