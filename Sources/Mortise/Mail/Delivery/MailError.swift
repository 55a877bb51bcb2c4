/// Why a mail was not handed over. Equal by ``code``.
public struct MailError: Error, Sendable {
    /// What went wrong. Only `rejected` is for ever.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The server will never take this mail for this recipient (a 5xx reply to RCPT or DATA).
        case rejected
        /// The server does not take it now (a 4xx reply).
        case deferred
        /// The server could not be reached, or the connection was lost.
        case unreachable
        /// The server did not answer in time.
        case timedOut = "timed_out"
        /// The connection could not be made safe: no STARTTLS, or a certificate that does not hold.
        case untrusted
        /// The server wants a user and a password, or others than these.
        case unauthenticated
        /// The server refuses us or our sender whatever the mail (a 5xx reply before RCPT).
        case refused
        /// The folder of mails cannot be written.
        case folder
        /// Too many mails are on their way already.
        case overloaded
        /// The task was cancelled.
        case cancelled
    }

    /// What went wrong.
    public let code: Code
    /// What is known of it, fit to be stored and shown to operators: printable ASCII, at most 200 bytes, without
    /// addresses, links and secrets.
    public let reason: String
    /// Whether the mail may have been taken all the same, so that sending it again may deliver it twice.
    public let mayHaveBeenAccepted: Bool

    /// An error. What may not stand in a reason is taken out of it.
    public init(_ code: Code, _ reason: String, mayHaveBeenAccepted: Bool = false) {
        self.code = code
        self.reason = MailReason.safe(reason)
        self.mayHaveBeenAccepted = mayHaveBeenAccepted
    }

    /// Whether sending this mail again is of no use.
    public var isPermanent: Bool { code == .rejected }

    /// Whether all mails fail alike until an operator has changed something.
    public var needsOperator: Bool {
        switch code {
        case .untrusted, .unauthenticated, .refused, .folder: true
        case .rejected, .deferred, .unreachable, .timedOut, .overloaded, .cancelled: false
        }
    }
}

extension MailError: Equatable {
    /// Errors are equal when their codes are.
    public static func == (left: MailError, right: MailError) -> Bool { left.code == right.code }
}

extension MailError: CustomStringConvertible {
    /// Code and reason.
    public var description: String { "\(code.rawValue): \(reason)" }
}
