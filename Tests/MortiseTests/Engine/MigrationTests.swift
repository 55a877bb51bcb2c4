import Mortise
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct MigrationTests {
    @Test(arguments: TestBackend.available)
    func `up, down and up again leave the same schema, and it is the one the migrations promise`(backend: TestBackend)
        async throws
    {
        try await backend.withDatabase { database in
            let migrator = AuthEngine.migrator(database)
            try await migrator.up()
            let first = try await database.shape()
            let report = try await migrator.verify()
            #expect(report.isSound && report.unexpected.isEmpty, "\(report)")
            try await migrator.down(to: 0)
            #expect(try await database.shape().tables == ["mortise_migrations", "mortise_migration_history"])
            try await migrator.up()
            #expect(try await database.shape() == first)
        }
    }

    @Test(arguments: TestBackend.available)
    func `each step of the way is the schema of its migration`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let migrator = AuthEngine.migrator(database)
            let last = AuthEngine.migrations.migrations.count
            for number in 1...last {
                try await migrator.up(to: number)
                #expect(try await migrator.verify().isSound)
                #expect(try await migrator.status().count { $0.state == .applied } == number)
            }
            for number in (0..<last).reversed() {
                try await migrator.down(steps: 1)
                let report = try await migrator.verify()
                #expect(report.isSound && report.unexpected.isEmpty, "\(report)")
                #expect(try await migrator.status().count { $0.state == .applied } == number)
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `looking at a new database changes nothing`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let migrator = AuthEngine.migrator(database)
            let count = AuthEngine.migrations.migrations.count
            let plan = try await migrator.plan()
            #expect(plan.steps.count == count)
            #expect(try await migrator.status().map(\.state) == Array(repeating: .pending, count: count))
            #expect(try await migrator.verify().isSound)
            #expect(try await database.shape().facts.isEmpty)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `who looks while another runner migrates takes none of its tables for somebody else's`(backend: TestBackend)
        async throws
    {
        try await backend.withDatabase { database in
            let looks = Locked(0)
            let watched = InterceptedDatabase(database) { call in
                guard call == .statement("schema.facts") else { return }
                let look = looks.withLock { count in
                    count += 1
                    return count
                }
                // The last one: what it alone sees has no records beside it.
                guard look == 5 else { return }
                // A task of its own: this one holds a connection already.
                await Task.detached {
                    await #expect(throws: Never.self) { try await AuthEngine.migrator(database).up() }
                }
                .value
            }
            let plan = try await AuthEngine.migrator(watched).plan()
            #expect(plan.steps.count == AuthEngine.migrations.migrations.count)
            #expect(try await AuthEngine.migrator(watched).up().isEmpty)
        }
    }

    @Test(arguments: TestBackend.available)
    func `drift is refused and named, and repair accepts it`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let migrator = AuthEngine.migrator(database)
            try await migrator.up()
            try await database.run(raw: "UPDATE mortise_migrations SET checksum = 'other' WHERE number = 2")
            await #expect(throws: MigrationError.self) { try await migrator.up() }
            do {
                _ = try await migrator.plan()
            } catch let error as MigrationError {
                #expect(error.code == .drift(component: "mortise", number: 2))
            }
            #expect(try await migrator.status().map(\.state).filter { $0 == .drifted }.count == 1)
            #expect(try await migrator.repair().map(\.number) == [2])
            #expect(try await migrator.plan().isEmpty)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a migration of a newer version is refused, and nothing is written`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await AuthEngine.migrator(database).up()
            try await database.run(
                raw: """
                    INSERT INTO mortise_migrations SELECT component, 99, 'future', checksum, '9.9.9', started_at, finished_at
                    FROM mortise_migrations WHERE number = 1
                    """)
            do {
                _ = try await AuthEngine.open(.database(database), keyring: .ephemeral, configuration: .forTesting)
                Issue.record("it opened")
            } catch let error as MigrationError {
                #expect(error.code == .unknownNewer(component: "mortise", number: 99))
                #expect(error.message.contains("9.9.9"))
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a database with tables of others by our names is refused`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            try await database.run(raw: "CREATE TABLE users (id INTEGER)")
            do {
                try await AuthEngine.migrator(database).up()
                Issue.record("it was accepted")
            } catch let error as MigrationError {
                #expect(error.code == .foreignDatabase(tables: ["users"]))
            }
            #expect(try await database.shape().tables == ["users"])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an app's own migrations run in the same runner under its name`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let table = TableDefinition(
                "notes", columns: [ColumnDefinition("id", .uuid), ColumnDefinition("user_id", .uuid)],
                primaryKey: ["id"],
                foreignKeys: [ForeignKeyDefinition(["user_id"], references: "users", ["id"], onDelete: .cascade)])
            let app = MigrationSet("app", [Migration(1, "notes", up: [.createTable(table)])])
            let migrator = AuthEngine.migrator(database, additional: [app])
            try await migrator.up()
            #expect(try await migrator.verify().isSound)
            #expect(try await database.shape().tables.contains("notes"))
            // A program without the app's migrations leaves them alone.
            #expect(try await AuthEngine.migrator(database).plan().isEmpty)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a migration outside of a transaction is taken up again after it failed half-way`(backend: TestBackend)
        async throws
    {
        try await backend.withDatabase { database in
            let table = TableDefinition("things", columns: [ColumnDefinition("n", .int64)], primaryKey: ["n"])
            func set(_ second: String) -> MigrationSet {
                let index = "CREATE INDEX IF NOT EXISTS things_n_idx ON things (n)"
                let change = SchemaChange.perDialect(
                    up: ["sqlite": [index, second], "postgres": [index, second]],
                    down: ["sqlite": ["DROP INDEX things_n_idx"], "postgres": ["DROP INDEX things_n_idx"]])
                return MigrationSet(
                    "app",
                    [
                        Migration(1, "things", up: [.createTable(table)]),
                        Migration(2, "index", isTransactional: false, up: [change]),
                    ])
            }
            let failing = Migrator(database, sets: [set("CREATE INDEX nonsense ON nowhere (n)")], version: "1") {
                .init(seconds: 1)
            }
            await #expect(throws: DatabaseError.self) { try await failing.up() }
            let state = try await failing.status().last?.state
            #expect(state == (backend.isSQLite ? .pending : .interrupted))
            let repaired = Migrator(
                database, sets: [set("CREATE INDEX IF NOT EXISTS things_again_idx ON things (n)")], version: "1"
            ) { .init(seconds: 2) }
            if !backend.isSQLite { try await repaired.repair() }
            try await repaired.up()
            #expect(try await repaired.status().allSatisfy { $0.state == .applied })
        }
    }

    @Test(arguments: TestBackend.available)
    func `a column that went missing is reported`(backend: TestBackend) async throws {
        try await backend.withDatabase { database in
            let migrator = AuthEngine.migrator(database)
            try await migrator.up()
            try await database.run(raw: "ALTER TABLE sessions DROP COLUMN user_agent")
            try await database.run(raw: "CREATE INDEX operators_own ON sessions (expires_at)")
            let report = try await migrator.verify()
            #expect(report.missing.count == 1 && report.missing[0].hasPrefix("column sessions.user_agent"))
            #expect(report.unexpected == ["index operators_own sessions (expires_at)"])
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `F4: eight runners at once apply each step once`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let outcome = await race(8) { _ in
                let database = try await storage.source.open()
                defer { Task { await database.close() } }
                try await AuthEngine.migrator(database).up()
            }
            #expect(outcome.errors.isEmpty, "\(outcome.errors)")
            let database = try await storage.source.open()
            let ups = Projection(Expression<Int64>(unsafeRaw: SQLFragment(unsafeRaw: "number")))
            let numbers = try await database.all(
                Statement(
                    once: "test.ups",
                    Raw(
                        SQLFragment(
                            unsafeRaw:
                                "SELECT number FROM mortise_migration_history WHERE action = 'up' ORDER BY number"),
                        returning: ups)))
            #expect(numbers == Array(1...Int64(AuthEngine.migrations.migrations.count)))
            await database.close()
        }
    }
}

extension TestBackend {
    func withDatabase(_ body: (any Database) async throws -> Void) async throws {
        try await withStorage { storage in
            let database = try await storage.source.open()
            do {
                try await body(database)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }
}

extension Database {
    func shape() async throws -> SchemaShape { try await SchemaShape.read(from: self, dialect: dialect) }

    func run(raw sql: StaticString) async throws {
        try await execute(Statement(once: "test.raw", Raw(SQLFragment(unsafeRaw: sql))))
    }
}
