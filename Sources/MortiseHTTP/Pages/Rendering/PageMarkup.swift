#if HTTP
import Mortise
import Mustache

/// How values enter a page. The library's own way goes by characters: to Swift a quote with a combining accent behind it
/// is one character and no quote, to a browser it ends the attribute.
struct PageMarkup: MustacheContentType {
    private static let name = "MORTISE_PAGE"
    private static let registration: Void = MustacheContentTypes.register(PageMarkup(), named: name)

    /// What every template begins with, parts too: the library falls back to its own way for each of them.
    static let pragma = "{{%CONTENT_TYPE: \(name)}}"

    /// Makes the way known to the library, which must precede the first template.
    static func register() { registration }

    func escapeText(_ text: String) -> String { HTMLText.escape(text) }
}
#endif
