#if SQLite
/// What SQLite says about a broken constraint: `UNIQUE constraint failed: users.email_digest`.
struct ConstraintMessage {
    /// What follows the colon: columns with their table, `index 'name'`, or the name of a CHECK.
    let subject: String

    private static let kinds = ["UNIQUE", "CHECK", "NOT NULL"]

    init(_ message: String) {
        // A trigger's message has no such prefix and comes as it is.
        let kind = Self.kinds.first { message.hasPrefix("\($0) constraint failed: ") }
        subject = kind.map { String(message.dropFirst("\($0) constraint failed: ".count)) } ?? message
    }

    /// The name of a uniqueness rule: that of its index where SQLite tells, else as PostgreSQL would make it.
    var uniqueName: String {
        if subject.hasPrefix("index '"), subject.hasSuffix("'") { return String(subject.dropFirst(7).dropLast()) }
        return "\(table)_\(columns.joined(separator: "_"))_key"
    }

    /// The name of the primary key, as PostgreSQL would make it.
    var primaryKeyName: String { "\(table)_pkey" }

    /// The columns, without their table.
    var columns: [String] { parts.map(\.column) }

    private var table: String { parts.first?.table ?? subject }

    private var parts: [(table: String, column: String)] {
        subject.split(separator: ",").compactMap { part in
            let names = part.drop { $0 == " " }.split(separator: ".", maxSplits: 1)
            return names.count == 2 ? (String(names[0]), String(names[1])) : nil
        }
    }
}
#endif
