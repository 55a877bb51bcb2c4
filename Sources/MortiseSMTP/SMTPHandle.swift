#if SMTP
import CCurl
import Mortise

/// A handle of libcurl with its connection. Belongs to one thread.
final class SMTPHandle {
    private let handle: UnsafeMutableRawPointer
    private let isConfigured: Bool

    // Once a process, before the first handle; `static let` sees to both.
    private static let globalStatus = curl_prepare()

    /// A handle; `nil` where libcurl has none to give.
    init?(_ configuration: SMTPConfiguration) {
        guard Self.globalStatus == CURLE_OK, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        isConfigured = SMTPOptions.apply(configuration, to: handle)
    }

    deinit { curl_easy_cleanup(handle) }

    /// Sends a mail, or greets. Blocks.
    func perform(_ transfer: SMTPTransfer) -> Result<Void, MailError> {
        guard isConfigured else {
            return .failure(MailError(.untrusted, "this libcurl lacks what safe mail needs, or the CA file"))
        }
        guard !transfer.isCancelled else { return .failure(MailError(.cancelled, "the task was cancelled")) }
        let recipients = transfer.envelope.flatMap { curl_slist_append(nil, $0.recipient) }
        guard transfer.envelope == nil || recipients != nil else {
            return .failure(MailError(.overloaded, "no memory"))
        }
        defer { curl_slist_free_all(recipients) }
        let reference = Unmanaged.passUnretained(transfer).toOpaque()
        let isGreeting = transfer.envelope == nil
        let settings = [
            curl_set_string(handle, CURLOPT_MAIL_FROM, transfer.envelope?.sender),
            curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients),
            // Without a mail libcurl asks for help; any answer will do, and this has the shortest. To send turns off that
            // there is no body, so the order matters.
            curl_set_long(handle, CURLOPT_UPLOAD, isGreeting ? 0 : 1),
            curl_set_long(handle, CURLOPT_NOBODY, isGreeting ? 1 : 0),
            curl_set_string(handle, CURLOPT_CUSTOMREQUEST, isGreeting ? "NOOP" : nil as String?),
            curl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(transfer.bytes.count)),
            curl_set_pointer(handle, CURLOPT_READDATA, reference),
            curl_set_pointer(handle, CURLOPT_HEADERDATA, reference),
            curl_set_pointer(handle, CURLOPT_DEBUGDATA, reference),
            curl_set_pointer(handle, CURLOPT_XFERINFODATA, reference),
        ]
        guard settings.allSatisfy({ $0 == CURLE_OK }) else { return .failure(MailError(.overloaded, "no memory")) }
        let status = withExtendedLifetime(transfer) { curl_easy_perform(handle) }
        // The list goes away: the handle must not keep it.
        _ = curl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
        guard status != CURLE_OK else { return .success(()) }
        return .failure(SMTPFailure.error(status, transfer.dialogue, isHandedOver: transfer.isHandedOver))
    }
}
#endif
