#if CLI
import Mortise
import MortiseHTTP
import MortiseSMTP

/// How mail leaves, as the settings say.
struct MailSettings: Sendable {
    /// Where mails go.
    enum Delivery: Sendable, Hashable {
        /// To files of a folder.
        case folder(String)
        /// To a mail server.
        case smtp(SMTPConfiguration)
    }

    let delivery: Delivery
    let from: Mailbox
    /// The links that are known; the others follow from a base URL that is not known yet.
    private let links: [MailLinks.Purpose: LinkPattern]

    init(_ settings: ResolvedSettings) throws(ConfigurationError) {
        if let server = try settings.value(of: Settings.smtp) {
            delivery = .smtp(server)
            if let path = settings.text(of: Settings.mailFolder) {
                throw Self.problem(
                    Settings.mailFolder, settings, path,
                    InvalidValue("stands beside a mail server", fix: "Remove it, or MORTISE_SMTP_URL"))
            }
        } else {
            delivery = .folder(try settings.required(Settings.mailFolder))
        }
        guard let from = try settings.value(of: Settings.mailFrom) else {
            throw Self.problem(
                Settings.mailFrom, settings, nil,
                InvalidValue("is missing", fix: "Name the sender, such as Example App <app@example.com>"))
        }
        self.from = from
        var links: [MailLinks.Purpose: LinkPattern] = [:]
        links[.verifyEmail] = try settings.value(of: Settings.verifyLink)
        links[.resetPassword] = try settings.value(of: Settings.resetLink)
        links[.confirmEmailChange] = try settings.value(of: Settings.emailChangeLink)
        links[.undoEmailChange] = try settings.value(of: Settings.emailUndoLink)
        links[.unlock] = try settings.value(of: Settings.unlockLink)
        self.links = links
    }

    /// How an engine sends mail.
    ///
    /// - Parameters:
    ///   - app: The name of the app.
    ///   - baseURL: Where links lead that are not set.
    /// - Throws: ``CommandFailure`` where links cannot lead to the base URL.
    func configuration(app: String, baseURL: BaseURL) throws(CommandFailure) -> MailConfiguration {
        let links: MailLinks
        do throws(LinkPattern.ParseError) {
            links = try MailLinks(baseURL: baseURL.description, patterns: self.links)
        } catch {
            throw CommandFailure(
                .failure, "configuration", "Links in mails cannot lead to \(baseURL). Set another MORTISE_BASE_URL.")
        }
        guard let app = MailHeaderText(app) else {
            throw CommandFailure(.failure, "configuration", "The name of the app cannot stand in mails.")
        }
        let templates = MailTemplates(app: app, links: links)
        switch delivery {
        case .folder(let path):
            return MailConfiguration(
                transport: FolderTransport(folder: path), from: from, templates: templates)
        case .smtp(let server):
            var mail = MailConfiguration(transport: SMTPTransport(server), from: from, templates: templates)
            // No more than the transport takes at once, so that a lease need not cover a wait for a connection.
            mail.delivery.concurrency = server.connections
            mail.delivery.lease = max(mail.delivery.lease, server.timeout + .seconds(60))
            return mail
        }
    }

    /// Makes the folder of mails, where they are kept as files.
    ///
    /// - Throws: ``CommandFailure`` where that is not possible.
    func makeFolder() throws(CommandFailure) {
        if case .folder(let path) = delivery { try DataFolder.make(path) }
    }

    private static func problem<Value>(
        _ setting: Setting<Value>, _ settings: ResolvedSettings, _ value: String?, _ reason: InvalidValue
    ) -> ConfigurationError {
        ConfigurationError(
            problems: [
                ConfigurationProblem(
                    subject: setting.description.name, source: settings.source(of: setting), value: value,
                    reason: reason)
            ])
    }
}
#endif
