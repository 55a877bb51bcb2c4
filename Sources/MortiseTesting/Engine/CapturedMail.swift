public import Mortise
import MortiseLocking

/// A transport that keeps what it is given.
public final class CapturedMail: MailTransport {
    private let mails = Locked<[MailMessage]>([])

    /// An empty one.
    public init() {}

    /// What was sent, in order.
    public var sent: [MailMessage] { mails.withLock { $0 } }

    /// The mails to an address, in order.
    public func sent(to address: String) -> [MailMessage] { sent.filter { $0.to.address.address == address } }

    /// The one-time tokens in mails to an address, in order: what its owner finds in the links.
    public func tokens(to address: String) -> [String] {
        sent(to: address).compactMap { mail in
            let text = mail.content.text.utf8
            let prefix = Array("mortise_token_".utf8)
            guard let start = text.indices.first(where: { text[$0...].starts(with: prefix) }) else { return nil }
            return String(Substring(text[start...].prefix(prefix.count + 48)))
        }
    }

    /// Keeps the mail.
    public func send(_ message: MailMessage) async throws(MailError) {
        mails.withLock { $0.append(message) }
    }
}
