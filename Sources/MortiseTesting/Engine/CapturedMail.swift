public import Mortise
import MortiseLocking

/// A mailer that keeps what it is given.
public final class CapturedMail: Mailer {
    private let mails = Locked<[Mail]>([])

    /// An empty one.
    public init() {}

    /// What was sent, in order.
    public var sent: [Mail] { mails.withLock { $0 } }

    /// Keeps the mail.
    public func send(_ mail: Mail) async throws {
        mails.withLock { $0.append(mail) }
    }
}
