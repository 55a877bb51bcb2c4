#if HTTP
import Mustache

/// A template that was checked: it puts no value into a page unescaped, and names only what pages have.
struct PageTemplate: Sendable {
    let source: String
    let mustache: MustacheTemplate

    init(_ source: String, named file: String) throws(PageContentsError) {
        try Self.check(source, named: file)
        PageMarkup.register()
        do {
            mustache = try MustacheTemplate(string: PageMarkup.pragma + source)
        } catch {
            throw PageContentsError(.malformedTemplate, in: file)
        }
        self.source = source
    }

    private static func check(_ source: String, named file: String) throws(PageContentsError) {
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            rest = rest[open.upperBound...]
            let tag = rest.drop { $0.isWhitespace }
            guard let first = tag.first else { throw PageContentsError(.malformedTemplate, in: file) }
            guard !"{&=%".contains(first) else { throw PageContentsError(.forbiddenTag("{{\(first)"), in: file) }
            guard let close = tag.firstRange(of: "}}") else { throw PageContentsError(.malformedTemplate, in: file) }
            let name = tag[..<close.lowerBound].filter { !$0.isWhitespace }
            guard first == "!" || isKnown(name) else {
                throw PageContentsError(.unknownName(String(name.prefix(60))), in: file)
            }
            rest = tag[close.upperBound...]
        }
    }

    private static func isKnown(_ tag: String) -> Bool {
        guard let sigil = tag.first, "#^/>$<".contains(sigil) else { return isVariable(tag[...]) }
        let name = tag.dropFirst()
        switch sigil {
        case ">": return PageTemplateName(rawValue: String(name)) != nil
        case "<": return PageTemplateName(rawValue: String(name)) != nil
        case "$": return name == "content"
        // What was opened is known, and the parser holds each end to its beginning.
        case "/": return true
        default: return isVariable(name)
        }
    }

    private static func isVariable(_ name: Substring) -> Bool {
        if name.hasPrefix("t.") { return PageText(rawValue: String(name.dropFirst(2))) != nil }
        return PageFact(rawValue: String(name)) != nil
    }
}
#endif
