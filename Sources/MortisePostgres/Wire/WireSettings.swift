#if Postgres
import MortiseSQL

/// How a connection treats what passes through it.
struct WireSettings: Sendable {
    let dialect = PostgresDialect()
    /// The most requests that share one Sync: 1 where a request may write, for an error undoes its neighbours.
    let batchLimit: Int
    /// The least number of the same lookup, waiting together, that are asked as one statement; `nil` means never.
    let gatherMinimum: Int?
    let preparesStatements: Bool
    let preparedStatementLimit: Int
    let answerLimit: Duration?

    /// For a connection lent to one task at a time.
    static func exclusive(_ configuration: PostgresConfiguration) -> WireSettings {
        WireSettings(configuration, batchLimit: 1, gatherMinimum: nil)
    }

    /// For a connection that many tasks read through at once.
    static func shared(_ configuration: PostgresConfiguration) -> WireSettings {
        WireSettings(configuration, batchLimit: 64, gatherMinimum: configuration.preparedStatements ? 4 : nil)
    }

    private init(_ configuration: PostgresConfiguration, batchLimit: Int, gatherMinimum: Int?) {
        self.batchLimit = batchLimit
        self.gatherMinimum = gatherMinimum
        preparesStatements = configuration.preparedStatements
        preparedStatementLimit = configuration.preparedStatementLimit
        answerLimit = configuration.answerLimit
    }
}
#endif
