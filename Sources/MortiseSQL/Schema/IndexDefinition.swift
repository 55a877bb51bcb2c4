/// An index as a migration declares it. Its name follows from what it covers, so errors name it alike on every database.
public struct IndexDefinition: Sendable, Hashable {
    /// The table.
    public let table: String
    /// The columns, in order.
    public let columns: [String]
    /// Whether no two rows may share the columns' values.
    public let isUnique: Bool
    /// The condition of the rows it covers, in SQL that all dialects share; all rows where `nil`.
    public let condition: String?

    /// An index.
    public init(
        on table: StaticString, _ columns: [StaticString], isUnique: Bool = false, where condition: StaticString? = nil
    ) {
        self.table = table.description
        self.columns = columns.map(\.description)
        self.isUnique = isUnique
        self.condition = condition?.description
    }

    /// `{table}_{columns}_key` for a unique index, `{table}_{columns}_idx` for another.
    public var name: String {
        "\(table)_\(columns.joined(separator: "_"))_\(isUnique ? "key" : "idx")"
    }
}
