/// A schema as a set of plain facts, one line each, so that a difference reads as what it is.
public struct SchemaShape: Sendable, Hashable {
    /// One line for each column, key, index and check.
    public let facts: Set<String>

    /// The facts that must be there and are not, and those of the same tables that nobody declared; both sorted.
    ///
    /// - Parameter expected: What the migrations lead to. Tables it does not have are left out of the comparison.
    public func differences(from expected: SchemaShape) -> (missing: [String], unexpected: [String]) {
        let tables = Set(expected.facts.compactMap(Self.table))
        let ours = facts.filter { Self.table(of: $0).map(tables.contains) ?? false }
        return (expected.facts.subtracting(ours).sorted(), ours.subtracting(expected.facts).sorted())
    }

    /// The names of all tables.
    public var tables: Set<String> { Set(facts.compactMap(Self.table)) }

    private static func table(of fact: String) -> String? {
        let words = fact.split(separator: " ")
        switch words.first {
        case "column": return words[1].split(separator: ".").first.map(String.init)
        case "primary", "foreign": return String(words[2])
        case "index": return String(words[2])
        case "check": return String(words[1])
        default: return nil
        }
    }
}
