/// What a check of the stored data found.
public struct ConsistencyReport: Sendable, Hashable {
    /// Something that must not be.
    public struct Finding: Sendable, Hashable {
        /// The table, or `schema` or `file`.
        public let table: String
        /// The row's identifier; `nil` for what is wrong with the whole.
        public let row: String?
        /// What is wrong, without personal data.
        public let problem: String
    }

    /// How far the check has come.
    public struct Progress: Sendable, Hashable {
        /// The table at work.
        public let table: String
        /// The rows of it that were checked.
        public let rows: Int
    }

    /// Everything found, at most ``maximumFindings``.
    public internal(set) var findings: [Finding] = []
    /// The number of rows checked, by table.
    public internal(set) var checked: [String: Int] = [:]

    /// The most findings that a report lists.
    public static let maximumFindings = 1000

    /// Whether nothing is wrong.
    public var isConsistent: Bool { findings.isEmpty }

    mutating func add(_ table: String, _ row: String?, _ problem: String) {
        guard findings.count < Self.maximumFindings else { return }
        findings.append(Finding(table: table, row: row, problem: problem))
    }
}

extension ConsistencyReport.Finding: CustomStringConvertible {
    /// Place and problem on one line.
    public var description: String { "\(table)\(row.map { " \($0)" } ?? ""): \(problem)" }
}
