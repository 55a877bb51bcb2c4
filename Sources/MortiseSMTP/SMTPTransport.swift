#if SMTP
public import Mortise
import MortiseLocking

/// Hands mails to a mail server (RFC 5321), through libcurl.
///
/// Each mail is a transaction of its own with one recipient; the envelope's sender is the address it is from.
/// Connections are kept for the next mail. Sending runs on threads of the transport's own and ends within the time the
/// configuration sets, whatever the server does; a task that is cancelled ends it within about a second.
public struct SMTPTransport: MailTransport {
    /// The server.
    public let configuration: SMTPConfiguration
    private let threads: WorkerThreads<SMTPHandle?>

    /// A transport; nothing is connected before the first mail.
    public init(_ configuration: SMTPConfiguration) {
        self.configuration = configuration
        threads = WorkerThreads(limit: max(1, configuration.connections), queueLimit: max(0, configuration.queueLimit))
        {
            SMTPHandle(configuration)
        }
    }

    /// Sends a mail.
    ///
    /// An error tells with ``MailError/mayHaveBeenAccepted`` whether the whole mail had gone out when the connection
    /// failed. Credentials that the server refuses are ``MailError/Code/unauthenticated``, which is worth another try
    /// once an operator has put them right: no mail is lost for a password that was changed.
    public func send(_ message: MailMessage) async throws(MailError) {
        try await perform(SMTPTransfer(message)).get()
    }

    /// Does all that comes before a mail, and leaves again: connects, greets, encrypts, logs in.
    ///
    /// - Throws: ``MailError``, as ``send(_:)`` would for the same reason.
    public func probe() async throws(MailError) {
        try await perform(SMTPTransfer()).get()
    }

    private func perform(_ transfer: SMTPTransfer) async -> Result<Void, MailError> {
        await withTaskCancellationHandler {
            do throws(WorkRefusal) {
                return try await threads.run { handle in
                    handle?.perform(transfer) ?? .failure(MailError(.overloaded, "libcurl could not be started"))
                }
            } catch {
                return .failure(MailError(error))
            }
        } onCancel: {
            transfer.cancel()
        }
    }
}
#endif
