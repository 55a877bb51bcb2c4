import MortiseLocking

/// A statement without its values: what is rendered once per dialect, and what a connection keeps prepared.
///
/// Its identity is that of the object, so looking up a prepared statement costs no comparison of SQL text.
public final class StatementTemplate: Sendable {
    private static let lastNumber = Locked(-1)

    /// Its number among the reused statements of this process, from 0: a place in a table of prepared statements. `nil`
    /// for a one-time statement.
    public let number: Int?
    /// The name in logs, metrics and golden files.
    public let name: String
    /// Whether it changes data.
    public let isWrite: Bool
    /// Whether it may touch many rows; a backend keeps such statements off the caller's thread.
    public let isScan: Bool
    /// Whether it reads what one unique key leads to; a backend may ask many that wait at once as one statement.
    public let isLookup: Bool
    /// Whether connections keep it prepared; one-time statements are not kept.
    public let isReused: Bool
    /// The type of each placeholder: inputs first, constants after them.
    public let parameterTypes: [SQLType]
    /// The type of each result column.
    public let columnTypes: [SQLType]
    /// The SQL, not yet rendered.
    public let fragment: SQLFragment

    let observed: ObservedStatement
    let inputCount: Int
    @usableFromInline let constants: [SQLValue]
    private let texts = Locked<[String: String]>([:])

    init(
        _ name: String, fragment: SQLFragment, inputTypes: [SQLType], columnTypes: [SQLType], isWrite: Bool,
        isScan: Bool, isLookup: Bool = false, isReused: Bool
    ) {
        number = isReused ? Self.nextNumber() : nil
        self.name = name
        self.fragment = fragment
        self.isWrite = isWrite
        self.isScan = isScan
        self.isLookup = isLookup
        self.isReused = isReused
        self.columnTypes = columnTypes
        observed = ObservedStatement(name, isReused: isReused, fragment: fragment)
        inputCount = inputTypes.count
        let constants = fragment.constants
        parameterTypes = inputTypes + constants.map(\.type)
        self.constants = constants.map(\.value)
    }

    private static func nextNumber() -> Int {
        lastNumber.withLock {
            $0 += 1
            return $0
        }
    }

    /// The SQL text for a dialect, rendered at the first call.
    ///
    /// - Throws: ``DatabaseError`` with code `.unsupported` when the dialect lacks a feature.
    public func text(for dialect: any SQLDialect) throws(DatabaseError) -> String {
        if let text = texts.withLock({ $0[dialect.name] }) { return text }
        let text = try fragment.rendered(for: dialect, inputCount: inputCount).text
        texts.withLock { $0[dialect.name] = text }
        return text
    }
}
