#if CLI
import ArgumentParser
import Mortise
import MortiseSQL

/// `mortise migrate print`.
struct MigratePrintCommand: AnsweringCommand {
    enum Dialect: String, ExpressibleByArgument, CaseIterable {
        case sqlite, postgres

        var dialect: any SQLDialect {
            switch self {
            case .sqlite: SQLiteDialect()
            case .postgres: PostgresDialect()
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Print the SQL of the migrations or of the roles, without a database.")

    @Option(help: "Whose SQL: sqlite or postgres.")
    var dialect: Dialect?

    @Flag(help: "Print the way back, the last migration first.")
    var down = false

    @Flag(help: "Print SQL for PostgreSQL that makes a role to migrate and a role to serve.")
    var roles = false

    @OptionGroup var names: RoleOptions
    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard roles || dialect != nil else { throw ValidationError("Give --dialect sqlite or --dialect postgres.") }
        guard !roles || dialect != .sqlite else { throw ValidationError("SQLite has no roles.") }
        guard !roles || !down else { throw ValidationError("--roles has no way back: DROP ROLE is yours to decide.") }
    }

    func answer() async throws -> Answer {
        roles ? names.answer() : try migrations(for: dialect ?? .postgres)
    }

    private func migrations(for dialect: Dialect) throws -> Answer {
        let migrations = AuthEngine.migrations.migrations
        var texts: [String] = []
        var documents: [JSON] = []
        for migration in down ? migrations.reversed() : migrations {
            let statements =
                down
                ? try migration.downStatements(for: dialect.dialect) : try migration.upStatements(for: dialect.dialect)
            texts.append(
                "-- \(migration.number) \(migration.name)\n" + (statements.map(Migration.script) ?? "-- irreversible\n")
            )
            documents.append([
                "number": .integer(Int64(migration.number)), "name": .string(migration.name),
                "statements": statements.map { .array($0.map(JSON.string)) } ?? .null,
            ])
        }
        return Answer(
            texts.joined(separator: "\n"),
            json: ["dialect": .string(dialect.rawValue), "migrations": .array(documents)])
    }
}
#endif
