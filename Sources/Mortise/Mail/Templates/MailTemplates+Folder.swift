import FoundationEssentials

extension MailTemplates {
    private static let maximumBytes = 64 * 1024

    /// Reads an app's templates from a folder: `<language>/<kind>.txt`, and `<language>/<kind>.html` beside it for those
    /// mails that have an HTML part.
    ///
    /// A text begins with a line `Subject: …` and an empty line. Files and folders whose name begins with a dot are
    /// passed over; anything else that is no template is refused, so that a slip of the pen shows at the start.
    public static func read(folder: String) throws(MailTemplateError) -> [String: [MailTemplate]] {
        var templates: [String: [MailTemplate]] = [:]
        for locale in try names(in: folder, as: folder) {
            guard isLanguageTag(locale) else { throw MailTemplateError(reason: .locale, template: locale) }
            templates[locale] = try read(locale: locale, folder: "\(folder)/\(locale)")
        }
        return templates
    }

    private static func read(locale: String, folder: String) throws(MailTemplateError) -> [MailTemplate] {
        let files = Set(try names(in: folder, as: locale))
        var templates: [MailTemplate] = []
        var known: Set<String> = []
        for kind in MailKind.allCases {
            let (text, html) = ("\(kind.rawValue).txt", "\(kind.rawValue).html")
            known.formUnion([text, html])
            let hasHTML = files.contains(html)
            guard files.contains(text) else {
                if hasHTML { throw MailTemplateError(reason: .noText, template: "\(locale)/\(html)") }
                continue
            }
            let name = "\(locale)/\(text)"
            let (subject, body) = try divide(contents("\(folder)/\(text)", as: name), as: name)
            let page = hasHTML ? try contents("\(folder)/\(html)", as: "\(locale)/\(html)") : nil
            do throws(MailTemplateError) {
                templates.append(try MailTemplate(kind, subject: subject, text: body, html: page))
            } catch {
                throw MailTemplateError(reason: error.reason, template: "\(locale)/\(kind.rawValue)")
            }
        }
        if let stray = files.subtracting(known).min() {
            throw MailTemplateError(reason: .unknownKind, template: "\(locale)/\(stray)")
        }
        return templates
    }

    private static func names(in folder: String, as name: String) throws(MailTemplateError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        } catch {
            throw MailTemplateError(reason: .unreadable, template: name)
        }
    }

    private static func contents(_ path: String, as name: String) throws(MailTemplateError) -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maximumBytes,
            let text = String(validating: data, as: UTF8.self)
        else { throw MailTemplateError(reason: .unreadable, template: name) }
        return text
    }

    /// Subject and text of a file.
    private static func divide(_ text: String, as name: String) throws(MailTemplateError) -> (String, String) {
        let prefix = "Subject: "
        // A line that ends in CRLF does not contain LF as a character.
        let parts = text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self) }
        guard parts.count == 3, parts[0].hasPrefix(prefix), parts[1].isEmpty else {
            throw MailTemplateError(reason: .noSubjectLine, template: name)
        }
        return (String(parts[0].dropFirst(prefix.count)), parts[2])
    }

    private static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { part in
                (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { $0.isASCIILetterOrDigit }
            }
    }
}
