#if HTTP
/// What the pages are made of: templates, a stylesheet, an icon, and tables of texts.
public struct PageContents: Sendable {
    /// Those that come with the engine, in English and German.
    public static let standard = PageContents()

    /// The templates that replace built-in ones.
    private(set) var templates: [PageTemplateName: PageTemplate] = [:]
    private(set) var style = BuiltInPage.style
    private(set) var icon = BuiltInPage.icon
    private(set) var languages: [PageLanguage] = [.english, .german]

    /// The languages that there are texts for.
    public var languageTags: [String] { languages.map(\.tag) }

    /// The language with a tag; `nil` where there are no texts for it.
    public func language(_ tag: String) -> PageLanguage? {
        languages.first { $0.tag.lowercased() == tag.lowercased() }
    }

    /// With a template in the place of the built-in one.
    ///
    /// - Parameters:
    ///   - source: The template, in Mustache. Values are always escaped: `{{{`, `{{&`, `{{=` and `{{%` are refused, and
    ///     so is a name that no page has.
    ///   - name: Which it replaces, such as `login`.
    /// - Throws: ``PageContentsError``
    public mutating func replaceTemplate(_ name: String, by source: String) throws(PageContentsError) {
        guard let known = PageTemplateName(rawValue: name) else {
            throw PageContentsError(.unknownTemplate, in: name)
        }
        templates[known] = try PageTemplate(source, named: name)
    }

    /// With another stylesheet than the built-in one. To change colours and sizes, ``PageConfiguration/stylesheet`` does.
    public mutating func replaceStyle(by text: String) { style = text }

    /// With another icon, in SVG, than the built-in one.
    public mutating func replaceIcon(by text: String) { icon = text }

    /// With another language, or other texts of one that is there; what the new table lacks keeps its text.
    public mutating func add(_ language: PageLanguage) {
        guard let index = languages.firstIndex(where: { $0.tag.lowercased() == language.tag.lowercased() }) else {
            return languages.append(language)
        }
        languages[index] = language.completed(from: languages[index])
    }

    /// The template of a name.
    func template(_ name: PageTemplateName) -> PageTemplate { templates[name] ?? BuiltInPage.template(name) }
}
#endif
