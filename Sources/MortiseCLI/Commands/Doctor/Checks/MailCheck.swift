#if CLI
import Glibc
import Mortise
import MortiseHTTP
import MortiseSMTP

/// Whether mail can leave.
struct MailCheck: Check {
    // One that takes longer would hold up resets of passwords as well.
    private static let patience = Duration.seconds(10)

    let name = "mail"

    func findings(in installation: Installation) async -> [Finding] {
        let configuration = installation.configuration
        do {
            _ = try configuration.mailOfServer()
        } catch {
            return [
                .failed(CommandFailure(error).message, fix: "Set MORTISE_BASE_URL to the address that browsers reach.")
            ]
        }
        switch configuration.mail.delivery {
        case .folder(let path): return [folder(path, of: configuration)]
        case .smtp(let server): return await findings(on: server)
        }
    }

    private func folder(_ path: String, of configuration: Configuration) -> Finding {
        if access(path, F_OK) == 0, access(path, W_OK | X_OK) != 0 {
            return .failed("the folder \(path) cannot be written", fix: "Let the server's user write it.")
        }
        let text = "mails are kept as files of \(path) and not sent"
        guard configuration.baseURL?.origin.isSecure == true else { return .ok(text) }
        return .warning(text, fix: "Set MORTISE_SMTP_URL and MORTISE_MAIL_FROM.")
    }

    private func findings(on server: SMTPConfiguration) async -> [Finding] {
        var hasty = server
        hasty.connectTimeout = min(server.connectTimeout, Self.patience)
        hasty.timeout = min(server.timeout, Self.patience)
        do throws(MailError) {
            try await SMTPTransport(hasty).probe()
        } catch {
            return [.failed("\(server): \(error.reason)", fix: Self.fix(error.code))]
        }
        guard server.encryption == .insecureNone else {
            let login = server.credentials == nil ? "without a login" : "and takes the login"
            return [.ok("\(server) answers, is trusted \(login)")]
        }
        return [
            .warning(
                "\(server) answers, and mails with the links in them travel unencrypted",
                fix: "Take tls=none out of MORTISE_SMTP_URL, unless the server is on this machine.")
        ]
    }

    private static func fix(_ code: MailError.Code) -> String {
        switch code {
        case .unauthenticated: "Correct user and password in MORTISE_SMTP_URL."
        case .untrusted:
            "Let MORTISE_SMTP_URL name a port with TLS, the host as its certificate does, and ca=FILE for your own authority."
        case .unreachable, .timedOut:
            "Correct host and port in MORTISE_SMTP_URL, or let this machine connect to them."
        case .rejected, .deferred, .refused, .folder, .overloaded, .cancelled:
            "Ask who runs the mail server about its reply."
        }
    }
}
#endif
