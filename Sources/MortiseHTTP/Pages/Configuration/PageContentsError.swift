#if HTTP
/// Why templates or texts of an app are refused, when they are read.
public struct PageContentsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// No page has a template of this name.
        case unknownTemplate
        /// It is no Mustache.
        case malformedTemplate
        /// It would put a value into the page as it is, or change the rules by which tags are read.
        case forbiddenTag(String)
        /// It names what no page has.
        case unknownName(String)
        /// The file of a language is no JSON object of texts.
        case malformedLanguage
        /// No page says a text of this name.
        case unknownText(String)
        /// The name of a file is no language tag such as `de` or `pt-BR`.
        case languageTag
        /// The file cannot be read, is no UTF-8, or is larger than 256 KiB.
        case unreadable
        /// The folder holds something that is no part of pages.
        case unknownFile
    }

    /// What is wrong.
    public let reason: Reason
    /// The template or file.
    public let file: String

    init(_ reason: Reason, in file: String) {
        self.reason = reason
        self.file = file
    }

    /// File and reason.
    public var description: String {
        let text =
            switch reason {
            case .unknownTemplate: "is the template of no page"
            case .malformedTemplate: "is no Mustache template"
            case .forbiddenTag(let tag): "holds \(tag), which could put a value into the page unescaped"
            case .unknownName(let name): "names \(name), which no page has"
            case .malformedLanguage: "is no JSON object of texts"
            case .unknownText(let name): "has a text \(name), which no page says"
            case .languageTag: "has a name that is no language tag such as de or pt-BR"
            case .unreadable: "cannot be read, is no UTF-8 or is larger than 256 KiB"
            case .unknownFile: "is no part of pages: templates/NAME.mustache, languages/TAG.json, style.css, icon.svg"
            }
        return "\(file) \(text)"
    }
}
#endif
