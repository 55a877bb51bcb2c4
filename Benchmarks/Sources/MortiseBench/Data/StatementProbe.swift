import MortiseSQL
import Synchronization

/// A database that keeps the templates of the statements that pass through it.
final class StatementProbe: Database {
    private let base: any Database
    private let templates = Mutex<[String: StatementTemplate]>([:])

    init(_ base: any Database) { self.base = base }

    var dialect: any SQLDialect { base.dialect }
    var retryPolicy: RetryPolicy { base.retryPolicy }
    var statistics: PoolStatistics { base.statistics }
    var telemetry: DatabaseTelemetry { base.telemetry }

    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        let template = statement.template
        templates.withLock { $0[template.name] = template }
        return try await base.perform(statement)
    }

    func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result {
        try await base.withConnection(mode, body)
    }

    func close() async { await base.close() }

    /// Throws unless the statement that passed under this template's name had the same text.
    func require(_ template: StatementTemplate) throws {
        guard let seen = templates.withLock({ $0[template.name] }),
            try seen.text(for: dialect) == template.text(for: dialect)
        else { throw StatementDrift(name: template.name) }
    }
}

/// The engine's statement is no longer the one that is measured.
struct StatementDrift: Error, CustomStringConvertible {
    let name: String
    var description: String { "the engine's \(name) has changed: bring the benchmark's copy up to date" }
}
