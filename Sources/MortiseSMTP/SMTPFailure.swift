#if SMTP
import CCurl
import Mortise

/// What a failed transfer means for its mail.
enum SMTPFailure {
    static func error(_ status: CURLcode, _ dialogue: SMTPDialogue, isHandedOver: Bool) -> MailError {
        switch status {
        case CURLE_OPERATION_TIMEDOUT:
            return MailError(
                .timedOut, "no answer in time, \(place(dialogue.phase))", mayHaveBeenAccepted: isHandedOver)
        case CURLE_ABORTED_BY_CALLBACK:
            return MailError(.cancelled, "the task was cancelled", mayHaveBeenAccepted: isHandedOver)
        case CURLE_USE_SSL_FAILED:
            return MailError(.untrusted, "the server does not offer STARTTLS, or refuses it")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM:
            return MailError(.untrusted, text(of: status))
        default: break
        }
        // A reply that says no is the server's word on this mail, whatever libcurl makes of it.
        if let reply = dialogue.reply, reply.code >= 400 { return refusal(reply, dialogue.phase) }
        if status == CURLE_LOGIN_DENIED {
            return MailError(.unauthenticated, "the server offers no way to log in that we have")
        }
        return MailError(
            .unreachable, "\(text(of: status)), \(place(dialogue.phase))", mayHaveBeenAccepted: isHandedOver)
    }

    private static func refusal(_ reply: SMTPDialogue.Reply, _ phase: SMTPDialogue.Phase) -> MailError {
        // What is said of credentials may quote them.
        if phase == .authentication || [530, 534, 535, 538].contains(reply.code) {
            let code: MailError.Code = reply.code < 500 ? .deferred : .unauthenticated
            return MailError(code, "\(reply.code) to the login")
        }
        let reason = "\(reply.code) \(reply.text)"
        if reply.code < 500 { return MailError(.deferred, reason) }
        // Before the recipient is named, what is refused is us.
        return MailError(phase >= .recipient ? .rejected : .refused, reason)
    }

    private static func place(_ phase: SMTPDialogue.Phase) -> String {
        switch phase {
        case .greeting: "at the beginning"
        case .authentication: "at the login"
        case .sender: "at the sender"
        case .recipient: "at the recipient"
        case .message: "at the message"
        }
    }

    private static func text(of status: CURLcode) -> String { String(cString: curl_easy_strerror(status)) }
}
#endif
