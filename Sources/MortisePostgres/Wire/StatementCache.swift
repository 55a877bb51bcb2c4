#if Postgres
import MortiseSQL

/// The statements one connection keeps prepared, and those the server may forget.
struct StatementCache {
    /// What is prepared of a statement.
    enum Form: Hashable {
        /// It, for one caller.
        case single
        /// Its gathered form, for many.
        case gathered
    }

    private struct Key: Hashable {
        let template: ObjectIdentifier
        let form: Form

        init(_ template: StatementTemplate, _ form: Form) {
            self.template = ObjectIdentifier(template)
            self.form = form
        }
    }

    private struct Entry {
        // Kept alive: another object at its address would be taken for it.
        let template: StatementTemplate
        let name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    /// The names of statements no longer used, for the server to forget.
    private(set) var retired: [String] = []

    init(limit: Int) { self.limit = max(1, limit) }

    /// The name under which a statement is prepared.
    mutating func name(of template: StatementTemplate, _ form: Form) -> String? {
        uses += 1
        guard let index = entries.index(forKey: Key(template, form)) else { return nil }
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// A name, never used before, for a statement about to be prepared. The one unused for longest makes room.
    mutating func add(_ template: StatementTemplate, _ form: Form) -> String {
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries.removeValue(forKey: oldest.key)
            retired.append(oldest.value.name)
        }
        names += 1
        let name = "m\(names)"
        entries[Key(template, form)] = Entry(template: template, name: name, lastUse: uses)
        return name
    }

    /// Forgets a statement that the server does not have.
    mutating func remove(_ template: StatementTemplate, _ form: Form) {
        entries.removeValue(forKey: Key(template, form))
    }

    /// Forgets a statement that the server may still have.
    mutating func retire(_ template: StatementTemplate, _ form: Form) {
        guard let entry = entries.removeValue(forKey: Key(template, form)) else { return }
        retired.append(entry.name)
    }

    /// Takes the retired names out.
    mutating func takeRetired() -> [String] {
        defer { retired = [] }
        return retired
    }
}
#endif
