public import Mortise
import MortiseLocking

/// A transport that keeps what it is given.
public final class CapturedMail: MailTransport {
    private let mails = Locked<[MailMessage]>([])

    /// An empty one.
    public init() {}

    /// What was sent, in order.
    public var sent: [MailMessage] { mails.withLock { $0 } }

    /// Keeps the mail.
    public func send(_ message: MailMessage) async throws(MailError) {
        mails.withLock { $0.append(message) }
    }
}
