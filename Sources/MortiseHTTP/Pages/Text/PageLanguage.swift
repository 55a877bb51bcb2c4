#if HTTP
import Mortise

/// A language of the pages: its tag, its direction and its texts.
public struct PageLanguage: Sendable {
    /// English.
    public static let english = PageLanguage(builtIn: "en") { $0.english }
    /// German.
    public static let german = PageLanguage(builtIn: "de") { $0.german }

    /// The tag (BCP 47), as `en` or `pt-BR`.
    public let tag: String
    /// Whether it is written from right to left.
    public let isRightToLeft: Bool
    private var texts: [PageText: String]

    private init(builtIn tag: String, _ text: (PageText) -> String) {
        self.tag = tag
        isRightToLeft = false
        texts = Dictionary(uniqueKeysWithValues: PageText.allCases.map { ($0, text($0)) })
    }

    /// A language of an app's own.
    ///
    /// - Parameters:
    ///   - tag: The tag, as `fr` or `pt-BR`.
    ///   - isRightToLeft: Whether it is written from right to left.
    ///   - texts: Texts by name; `Docs/Pages.md` says how to list them. What is missing is said in English.
    /// - Throws: ``PageContentsError`` for a tag that is none or a name that no page says.
    public init(tag: String, isRightToLeft: Bool = false, texts: [String: String]) throws(PageContentsError) {
        guard Self.isTag(tag) else { throw PageContentsError(.languageTag, in: tag) }
        self.tag = tag
        self.isRightToLeft = isRightToLeft
        self.texts = [:]
        for (name, text) in texts {
            guard let key = PageText(rawValue: name) else {
                throw PageContentsError(.unknownText(String(name.prefix(60))), in: tag)
            }
            self.texts[key] = text
        }
    }

    /// A language from a JSON object of texts by name, with `"direction": "rtl"` where it is written from right to left.
    init(tag: String, json: String) throws(PageContentsError) {
        guard let object = (try? JSON.parse(Array(json.utf8)))?.objectValue else {
            throw PageContentsError(.malformedLanguage, in: tag)
        }
        var texts: [String: String] = [:]
        for member in object {
            guard let text = member.value.stringValue else { throw PageContentsError(.malformedLanguage, in: tag) }
            texts[member.key] = text
        }
        let direction = texts.removeValue(forKey: "direction")
        guard direction == nil || direction == "rtl" || direction == "ltr" else {
            throw PageContentsError(.malformedLanguage, in: tag)
        }
        try self.init(tag: tag, isRightToLeft: direction == "rtl", texts: texts)
    }

    /// The text of a name, with values in the place of its braces.
    func text(_ text: PageText, _ values: [String: String] = [:]) -> String {
        values.reduce(texts[text] ?? text.english) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// All texts, with values in the place of their braces.
    func allTexts(_ values: [String: String]) -> [PageText: String] {
        Dictionary(uniqueKeysWithValues: PageText.allCases.map { ($0, text($0, values)) })
    }

    /// Its texts, and those of another table that it lacks.
    func completed(from other: PageLanguage) -> PageLanguage {
        var completed = self
        completed.texts.merge(other.texts) { own, _ in own }
        return completed
    }

    private static func isTag(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.allSatisfy {
                        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    }
            }
    }
}
#endif
