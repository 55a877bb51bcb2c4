#if SMTP
import FoundationEssentials
import Mortise
import MortiseSQL
import Testing

extension MailMessage {
    /// A mail with what is easily broken on the way: text outside of ASCII, lines of dots, long lines.
    static func sample(
        subject: String = "Grüße aus Zürich ✉️", text: String = "first\n.\n..\n. \nFrom here on\nœ = é\n",
        html: String? = "<p>ß</p>",
        fromName: String? = nil
    ) throws -> MailMessage {
        let from = try EmailAddress("sender@mortise.example")
        return MailMessage(
            id: MessageID(UUID(), sender: from), date: Instant(seconds: 1_767_225_600),
            from: Mailbox(from, name: try fromName.map { try #require(MailHeaderText($0)) }),
            to: Mailbox(try EmailAddress("Ada.Lovelace+mail@example.com")),
            content: MailContent(subject: try #require(MailHeaderText(subject)), text: text, html: html))
    }
}

/// How a send ended; `nil` when the mail was taken.
func failure(of transport: some MailTransport, sending message: MailMessage) async -> MailError? {
    do throws(MailError) {
        try await transport.send(message)
        return nil
    } catch {
        return error
    }
}
#endif
