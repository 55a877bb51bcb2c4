import MortiseFixtures
import MortiseMigrations
import MortiseSQL
import Testing

private let dialects: [any SQLDialect] = [SQLiteDialect(), PostgresDialect()]

@Suite struct MigrationGoldenTests {
    @Test(arguments: EngineMigrations.all.migrations)
    func `what a migration renders to never changes`(migration: Migration) throws {
        for dialect in dialects {
            let number = String(repeating: "0", count: 4 - String(migration.number).count) + String(migration.number)
            let stem = "Migrations/\(dialect.name)/\(number)_\(migration.name)"
            let up = Migration.script(try migration.upStatements(for: dialect))
            #expect(try Fixtures.golden("\(stem).up.sql", for: up) == up)
            let down = Migration.script(try #require(try migration.downStatements(for: dialect)))
            #expect(try Fixtures.golden("\(stem).down.sql", for: down) == down)
        }
    }

    @Test func `checksums are those of the golden files of this release`() throws {
        let lines = try dialects.flatMap { dialect in
            try EngineMigrations.all.migrations.map {
                "\(dialect.name) \($0.number) \($0.name) \(try $0.checksum(for: dialect))\n"
            }
        }
        #expect(try Fixtures.golden("Migrations/checksums.txt", for: lines.joined()) == lines.joined())
    }
}
