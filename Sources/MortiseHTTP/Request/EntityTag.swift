#if HTTP
import HTTPTypes
import Mortise

/// The version of an account as an entity tag, and what a request says about it (RFC 9110, sections 8.8.3 and 13.1.1).
enum EntityTag {
    /// The tag of a version.
    static func text(_ version: Int) -> String { "\"\(version)\"" }

    /// What `If-Match` asks for.
    enum Condition: Sendable {
        /// Any version.
        case any
        /// One of these tags.
        case one(of: [String])

        /// The condition of a request; nil where there is none.
        init?(_ headers: HTTPFields) {
            let values = headers[values: .ifMatch]
            guard !values.isEmpty else { return nil }
            let tags = values.flatMap { value in
                value.split(separator: ",").map { tag in
                    var tag = tag.drop { $0 == " " || $0 == "\t" }
                    while tag.last == " " || tag.last == "\t" { tag.removeLast() }
                    return String(tag)
                }
            }
            self = tags == ["*"] ? .any : .one(of: tags)
        }

        /// Whether a version meets it.
        func isMet(by version: Int) -> Bool {
            switch self {
            case .any: true
            case .one(let tags): tags.contains { $0.utf8.elementsEqual(EntityTag.text(version).utf8) }
            }
        }
    }
}
#endif
