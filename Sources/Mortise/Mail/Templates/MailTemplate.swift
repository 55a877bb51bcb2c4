/// The template of one kind of mail in one language.
public struct MailTemplate: Sendable {
    let kind: MailKind
    private let subject: TemplateText
    private let text: TemplateText
    private let html: TemplateText?

    /// A template, checked: a part that lacks the link of its mail is refused, and so is a variable that is not known.
    ///
    /// Variables are `{{app}}`, `{{address}}`, `{{time}}` and, for a kind with a link, `{{link}}` and `{{expires}}`. They
    /// are escaped in `html` and stand as they are in `subject` and `text`.
    ///
    /// - Parameter html: A whole HTML page; `nil` for a mail of text alone.
    public init(_ kind: MailKind, subject: String, text: String, html: String? = nil) throws(MailTemplateError) {
        self.kind = kind
        do throws(MailTemplateError.Reason) {
            guard !subject.isEmpty, MailHeaderText(subject) != nil else { throw .subject }
            // A subject is shown on lock screens and logged on the way.
            self.subject = try TemplateText(subject, allowing: kind.variables.subtracting([.link]))
            self.text = try Self.part(text, of: kind)
            if let html { self.html = try Self.part(html, of: kind) } else { self.html = nil }
        } catch {
            throw MailTemplateError(reason: error, template: kind.rawValue)
        }
    }

    private static func part(_ source: String, of kind: MailKind) throws(MailTemplateError.Reason) -> TemplateText {
        let text = try TemplateText(source, allowing: kind.variables)
        guard kind.purpose == nil || text.variables.contains(.link) else { throw .missingLink }
        return text
    }

    func render(_ values: MailValues) -> MailContent {
        // What the values add has no line breaks; only together with a long name may the subject be too long.
        let line = MailHeaderText(subject.render(values, escaping: .none)) ?? values.app
        return MailContent(
            subject: line, text: text.render(values, escaping: .none), html: html?.render(values, escaping: .html))
    }
}
