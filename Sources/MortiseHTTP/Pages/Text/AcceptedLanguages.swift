#if HTTP
/// The languages that a browser asks for (RFC 9110, section 12.5.4), the dearest first.
struct AcceptedLanguages: Sendable {
    private static let maximumRanges = 32

    private let tags: [String]

    init(_ header: String?) {
        let ranges = (header ?? "").lowercased().split(separator: ",").prefix(Self.maximumRanges)
        tags = ranges.compactMap(Self.range).enumerated()
            // Equally dear ones in the order in which they stand.
            .sorted { ($0.element.weight, $1.offset) > ($1.element.weight, $0.offset) }
            .filter { $0.element.weight > 0 }.map(\.element.tag)
    }

    /// The best of some languages: one asked for, else one of which a variety was asked for, else the first.
    func choice(of languages: [PageLanguage]) -> PageLanguage {
        for tag in tags {
            let parts = tag.split(separator: "-")
            for count in stride(from: parts.count, to: 0, by: -1) {
                let prefix = parts.prefix(count).joined(separator: "-")
                if let language = languages.first(where: { $0.tag.lowercased() == prefix }) { return language }
            }
        }
        return languages.first ?? .english
    }

    private static func range(_ text: Substring) -> (tag: String, weight: Double)? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard let tag = parts.first, !tag.isEmpty else { return nil }
        guard parts.count > 1 else { return (tag, 1) }
        guard parts[1].hasPrefix("q="), let weight = Double(parts[1].dropFirst(2)), (0...1).contains(weight) else {
            return nil
        }
        return (tag, weight)
    }
}
#endif
