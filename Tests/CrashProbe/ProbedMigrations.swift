#if CLI
import Mortise
import MortiseSQL

/// The migrations to die in.
enum ProbedMigrations: String, CaseIterable {
    /// Those of the engine.
    case engine
    /// An app's, one of which cannot run in a transaction.
    case app

    /// The runner of these alone.
    func migrator(_ database: any Database) -> Migrator {
        Migrator(database, sets: [migrations], version: AuthEngine.version) { SystemClock().now }
    }

    var migrations: MigrationSet {
        switch self {
        case .engine: AuthEngine.migrations
        case .app: Self.notes
        }
    }

    /// The schema that all of them lead to.
    var schema: Schema {
        var schema = migrations.schema()
        // What SQL of one dialect makes is not in the model by itself.
        if self == .app { schema.apply(.createIndex(IndexDefinition(on: "notes", ["author"]))) }
        return schema
    }

    private static let notes = MigrationSet(
        "notes",
        [
            Migration(
                1, "notes",
                up: [
                    .createTable(
                        TableDefinition(
                            "notes", columns: [ColumnDefinition("id", .uuid), ColumnDefinition("author", .text)],
                            primaryKey: ["id"]))
                ]),
            Migration(
                2, "notes_author_index", isTransactional: false,
                up: [
                    .perDialect(
                        up: [
                            "sqlite": ["CREATE INDEX IF NOT EXISTS notes_author_idx ON notes (author)"],
                            "postgres": ["CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_author_idx ON notes (author)"],
                        ],
                        down: [
                            "sqlite": ["DROP INDEX IF EXISTS notes_author_idx"],
                            "postgres": ["DROP INDEX CONCURRENTLY IF EXISTS notes_author_idx"],
                        ])
                ]),
            Migration(3, "notes_text", up: [.addColumn(ColumnDefinition("text", .text).nullable, table: "notes")]),
        ])
}
#endif
