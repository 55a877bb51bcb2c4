import MortiseSQL

/// A dialect that no database speaks: SQL that is the same in it as in a real one did not ask the dialect.
struct NonsenseDialect: SQLDialect {
    var name: String { "nonsense" }
    func quoted(_ identifier: String) -> String { "«\(identifier)»" }
    func placeholder(_ number: Int) -> String { "&\(number)" }
    func columnType(_ type: SQLType) -> String { "Type_\(type.rawValue)" }
    func typeCheck(_ type: SQLType, column: String) -> String? { nil }
    func tableOptions(isKeyed: Bool) -> String { isKeyed ? " KEYED" : "" }
    func begin(_ mode: TransactionMode) -> String { "LET \(mode.rawValue)" }
    var runsMigrationsOutsideTransactions: Bool { false }

    func render(_ feature: SQLFeature) throws(DatabaseError) -> String {
        switch feature {
        case .greatest: "TALLEST"
        case .least, .rowLock, .transactionLock: throw DatabaseError(.unsupported, "nonsense has no such thing")
        }
    }
}
