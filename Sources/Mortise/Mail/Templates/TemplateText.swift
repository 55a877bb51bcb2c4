/// A text with variables in double braces, as `Hello from {{app}}.`
///
/// There is nothing else: no sections, no code, no raw form. A name that is not known is an error when the template is
/// read, not a gap in a mail.
struct TemplateText: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case variable(MailVariable)
    }

    enum Escaping: Sendable {
        case none
        case html
    }

    private let pieces: [Piece]
    let variables: Set<MailVariable>

    init(_ source: String, allowing allowed: Set<MailVariable>) throws(MailTemplateError.Reason) {
        var pieces: [Piece] = []
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { throw .unclosedVariable }
            let name = rest[..<close.lowerBound].filter { $0 != " " }
            guard let variable = MailVariable(rawValue: name), allowed.contains(variable) else {
                throw .unknownVariable(String(name.prefix(40)))
            }
            pieces.append(.variable(variable))
            rest = rest[close.upperBound...]
        }
        pieces.append(.text(String(rest)))
        self.pieces = pieces
        variables = Set(
            pieces.compactMap { piece -> MailVariable? in
                if case .variable(let variable) = piece { variable } else { nil }
            })
    }

    func render(_ values: MailValues, escaping: Escaping) -> String {
        pieces.map { piece -> String in
            switch piece {
            case .text(let text): text
            case .variable(let variable):
                switch escaping {
                case .none: values.text(of: variable)
                case .html: HTMLText.escape(values.text(of: variable))
                }
            }
        }.joined()
    }
}
