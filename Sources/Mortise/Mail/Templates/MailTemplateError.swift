/// Why a template is refused, when the templates are read.
public struct MailTemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Error, Sendable, Hashable {
        /// `{{` without `}}`.
        case unclosedVariable
        /// A variable that this kind of mail does not have.
        case unknownVariable(String)
        /// The mail brings a link, and this part does not show it.
        case missingLink
        /// The subject is empty, or more than a line.
        case subject
        /// The file does not begin with `Subject: …` and an empty line.
        case noSubjectLine
        /// The file cannot be read, is no UTF-8, or is larger than 64 KiB.
        case unreadable
        /// The name of a folder is no language tag such as `de` or `pt-BR`.
        case locale
        /// No kind of mail has this name.
        case unknownKind
        /// An HTML part without its text.
        case noText
    }

    /// What is wrong.
    public let reason: Reason
    /// The template, as `de/verification.txt`.
    public let template: String

    /// Template and reason.
    public var description: String {
        let text =
            switch reason {
            case .unclosedVariable: "holds {{ without }}"
            case .unknownVariable(let name): "names {{\(name)}}, which this mail does not have"
            case .missingLink: "must show {{link}}"
            case .subject: "needs a subject of one line"
            case .noSubjectLine: "must begin with a line \"Subject: …\" and an empty line"
            case .unreadable: "cannot be read, is no UTF-8 or is larger than 64 KiB"
            case .locale: "is in a folder whose name is no language tag such as de or pt-BR"
            case .unknownKind: "belongs to no kind of mail"
            case .noText: "needs the file .txt beside it"
            }
        return "\(template) \(text)"
    }
}
