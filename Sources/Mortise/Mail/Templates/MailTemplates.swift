/// Writes the mails of an app: from its own templates, else from those in English that come with the engine.
public struct MailTemplates: Sendable {
    /// The language that is there for every kind of mail.
    public static let builtInLocale = "en"

    private let app: MailHeaderText
    private let links: MailLinks
    private let defaultLocale: String
    private let templates: [String: [MailKind: MailTemplate]]

    /// Templates.
    ///
    /// - Parameters:
    ///   - app: The name of the app, as users know it.
    ///   - links: Where the links of mails lead.
    ///   - defaultLocale: The language for who has none, or one without templates.
    ///   - own: The app's templates by language tag, as `["de": […]]`. Those under `"en"` replace the built-in ones.
    public init(
        app: MailHeaderText, links: MailLinks, defaultLocale: String = MailTemplates.builtInLocale,
        own: [String: [MailTemplate]] = [:]
    ) {
        self.app = app
        self.links = links
        self.defaultLocale = Self.key(defaultLocale)
        var templates: [String: [MailKind: MailTemplate]] = [:]
        for (locale, list) in own {
            for template in list { templates[Self.key(locale), default: [:]][template.kind] = template }
        }
        self.templates = templates
    }

    /// Writes a mail in the best language there is: for `de-AT` that is `de-AT`, then `de`, then the default one and its
    /// own shorter forms, then the built-in English.
    ///
    /// - Throws: ``MailTemplateError`` with reason `.missingLink` when the facts lack the token of a kind with a link.
    public func content(
        _ kind: MailKind, _ facts: MailFacts, locale: String? = nil
    ) throws(MailTemplateError) -> MailContent {
        let values = MailValues(
            app: app, address: facts.address.address, time: facts.time.readableMinute,
            link: try link(kind, facts.token), expires: facts.token?.expires.readableMinute ?? "")
        for key in Self.chain(locale ?? defaultLocale) + Self.chain(defaultLocale) {
            if let template = templates[key]?[kind] { return template.render(values) }
        }
        return templates[Self.builtInLocale]?[kind]?.render(values) ?? EnglishMail(kind, values).content
    }

    private func link(_ kind: MailKind, _ token: MailFacts.Token?) throws(MailTemplateError) -> String {
        guard let purpose = kind.purpose else { return "" }
        guard let token else { throw MailTemplateError(reason: .missingLink, template: kind.rawValue) }
        return links.link(purpose, token: token.text)
    }

    /// Tags are compared without case; `_` stands for `-`.
    private static func key(_ locale: String) -> String {
        let bytes = locale.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0.asciiLowercased }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func chain(_ locale: String) -> [String] {
        let parts = key(String(locale.prefix(64))).split(separator: "-")
        return (0..<parts.count).map { parts.dropLast($0).joined(separator: "-") }
    }
}
