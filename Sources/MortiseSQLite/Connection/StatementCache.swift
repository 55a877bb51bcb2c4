#if SQLite
import MortiseSQL

/// The prepared statements a connection keeps: the ones used last, each in the place that its template's number names.
struct StatementCache {
    private struct Entry {
        let statement: PreparedStatement
        var lastUse: UInt64
    }

    private let capacity: Int
    private var places: [Entry?] = []
    private var count = 0
    private var uses: UInt64 = 0

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    /// The statement prepared for this template, if it is kept.
    mutating func use(_ template: StatementTemplate) -> PreparedStatement? {
        uses += 1
        guard let place = template.number, place < places.count, let statement = places[place]?.statement else {
            return nil
        }
        places[place]?.lastUse = uses
        return statement
    }

    /// Keeps a statement, at the cost of the one unused for longest; that of a one-time template is not kept.
    mutating func keep(_ statement: PreparedStatement, for template: StatementTemplate) {
        guard let place = template.number else { return }
        if count >= capacity { dropOldest() }
        if place >= places.count { places += Array(repeating: nil, count: place + 1 - places.count) }
        if places[place] == nil { count += 1 }
        places[place] = Entry(statement: statement, lastUse: uses)
    }

    mutating func removeAll() {
        places = []
        count = 0
    }

    private mutating func dropOldest() {
        let kept = places.indices.filter { places[$0] != nil }
        guard let oldest = kept.min(by: { (places[$0]?.lastUse ?? 0) < (places[$1]?.lastUse ?? 0) }) else { return }
        places[oldest] = nil
        count -= 1
    }
}
#endif
