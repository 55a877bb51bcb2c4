/// What telemetry knows of a statement: names that are in the source code.
struct ObservedStatement: Sendable {
    /// Its name, for logs and spans.
    let name: String
    /// Its name where only few may differ: in a metric. All one-time statements share one.
    let label: String
    /// The word it begins with, as `SELECT`.
    let operation: String?

    static let begin = ObservedStatement(name: "transaction.begin", label: "transaction.begin", operation: "BEGIN")
    static let commit = ObservedStatement(name: "transaction.commit", label: "transaction.commit", operation: "COMMIT")

    init(name: String, label: String, operation: String?) {
        self.name = name
        self.label = label
        self.operation = operation
    }

    init(_ name: String, isReused: Bool, fragment: SQLFragment) {
        self.name = name
        label = isReused ? name : "once"
        guard case .sql(let text)? = fragment.segments.first else {
            operation = nil
            return
        }
        let word = text.prefix { $0.isASCII && $0.isLetter }
        operation = word.isEmpty ? nil : word.uppercased()
    }
}
