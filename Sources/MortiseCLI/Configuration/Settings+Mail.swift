#if CLI
import Mortise
import MortiseSMTP

extension Settings {
    static let smtp = Setting(
        "MORTISE_SMTP_URL", .smtp, default: .derived("none") { _ in nil }, isSecret: true,
        "The mail server. Without one, mails are kept as files of `MORTISE_MAIL_DIR`.")
    static let mailFrom = Setting(
        "MORTISE_MAIL_FROM", .mailbox,
        default: .derived("`mortise@localhost.localdomain`; with a mail server it must be set") { settings in
            settings.text(of: smtp) == nil ? "mortise@localhost.localdomain" : nil
        },
        "The sender of mails.")
    static let mailFolder = Setting(
        "MORTISE_MAIL_DIR", .path,
        default: .derived("`mail` in `MORTISE_DATA`, unless there is a mail server") { settings in
            settings.text(of: smtp) == nil ? settings.text(of: data).map(DefaultFiles.mail) : nil
        },
        "The folder in which each mail is kept as a file instead of being sent.")
    static let verifyLink = link("VERIFY", .verifyEmail, "verifies an address")
    static let resetLink = link("RESET", .resetPassword, "sets a new password")
    static let emailChangeLink = link("EMAIL_CHANGE", .confirmEmailChange, "confirms a new address")
    static let emailUndoLink = link("EMAIL_UNDO", .undoEmailChange, "takes a change of address back")
    static let unlockLink = link("UNLOCK", .unlock, "lifts a lock")

    private static func link(
        _ name: String, _ purpose: MailLinks.Purpose, _ effect: String
    ) -> Setting<LinkPattern> {
        let path = "/auth/\(purpose.rawValue)/{token}"
        return Setting(
            "MORTISE_LINK_\(name)", .link,
            default: .derived("`BASE\(path)`") { settings in
                settings.text(of: baseURL).map { ($0.hasSuffix("/") ? String($0.dropLast()) : $0) + path }
            },
            "The link of the mail that \(effect); its page sends the token to the API.")
    }
}

extension ValueForm where Value == SMTPConfiguration {
    /// The URL of a mail server.
    static var smtp: ValueForm {
        ValueForm("`smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`", shown: shown) { text throws(InvalidValue) in
            do throws(SMTPConfigurationError) {
                return try SMTPConfiguration(url: text)
            } catch {
                // "is no URL of a mail server: give …"
                let parts = error.description.split(separator: ": ", maxSplits: 1).map(String.init)
                let advice = parts.count == 2 ? parts[1] : "give smtp://USER:PASSWORD@HOST:PORT or smtps://…"
                throw InvalidValue(parts[0], fix: advice.prefix(1).uppercased() + advice.dropFirst())
            }
        }
    }

    /// Without the password; all of it is hidden where it is no URL.
    private static func shown(_ text: String) -> String {
        (try? SMTPConfiguration(url: text))?.description ?? "<redacted>"
    }
}

extension ValueForm where Value == Mailbox {
    /// An address, perhaps with a name.
    static var mailbox: ValueForm {
        ValueForm("`ADDRESS` or `NAME <ADDRESS>`") { text throws(InvalidValue) in
            guard let mailbox = Mailbox(text) else {
                throw InvalidValue("is no mailbox", fix: "Give app@example.com or Example App <app@example.com>")
            }
            return mailbox
        }
    }
}

extension ValueForm where Value == LinkPattern {
    /// A link with the place of a token.
    static var link: ValueForm {
        ValueForm("URL with `{token}`") { text throws(InvalidValue) in
            do throws(LinkPattern.ParseError) {
                return try LinkPattern(text)
            } catch {
                let problem =
                    switch error {
                    case .malformed: "is not a URL"
                    case .insecure: "is neither https, nor http on a loopback address"
                    case .host: "has a host or port that is none"
                    case .userInfo: "names a user"
                    case .token: "does not hold {token} once, behind the host"
                    }
                throw InvalidValue(problem, fix: "Give a URL such as https://app.example/verify?token={token}")
            }
        }
    }
}
#endif
