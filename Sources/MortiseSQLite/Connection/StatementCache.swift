#if SQLite
import MortiseSQL

/// The prepared statements a connection keeps: the ones used last, by the identity of their templates.
struct StatementCache {
    private struct Entry {
        let statement: PreparedStatement
        // Kept alive, or another template could come to have the same identity.
        let template: StatementTemplate
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [ObjectIdentifier: Entry] = [:]
    private var uses: UInt64 = 0

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    /// The statement prepared for this template, if it is kept.
    mutating func use(_ template: StatementTemplate) -> PreparedStatement? {
        uses += 1
        guard let index = entries.index(forKey: ObjectIdentifier(template)) else { return nil }
        entries.values[index].lastUse = uses
        return entries.values[index].statement
    }

    /// Keeps a statement, at the cost of the one unused for longest.
    mutating func keep(_ statement: PreparedStatement, for template: StatementTemplate) {
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
        }
        entries[ObjectIdentifier(template)] = Entry(statement: statement, template: template, lastUse: uses)
    }

    mutating func removeAll() {
        entries = [:]
    }
}
#endif
