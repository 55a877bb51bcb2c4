#if Postgres
import Mortise
import MortiseMigrations
import MortisePostgres
import MortiseSQL
import MortiseTesting
import TestServers
import Testing

/// The grants against the schema, without a database.
struct GrantTests {
    @Test func `every table of the schema has its entry, and nothing else has`() {
        let tables = Set(EngineMigrations.all.schema().tables.keys).union(Migrator.tables)
        #expect(Set(EngineMigrations.grants.map(\.table)) == tables)
        #expect(EngineMigrations.grants.count == tables.count)
    }

    @Test(arguments: [
        "", "Owner", "9lives", "pg_owner", "a b", "a\"b", "a'b", "é", "public", String(repeating: "a", count: 64),
    ])
    func `a role's name that would need quotes is none`(text: String) { #expect(RoleName(text) == nil) }
}

extension PostgresFaultTests {
    @Suite struct Roles {
        private static let script = RoleScript(owner: .owner, app: .app).text

        @Test func `each statement of the engine is allowed to the serving role, and no privilege is idle`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                try await Self.install(in: cluster)
                let dialect = PostgresDialect()
                // EXPLAIN checks the privileges without running anything.
                let reserved = Set(AuthEngine.ownerStatements.map(\.name))
                let statements =
                    try AuthEngine.statements.filter { !reserved.contains($0.name) }
                    .map { "EXPLAIN " + (try $0.text(for: dialect)).unparameterized }
                    + ["EXPLAIN SELECT * FROM mortise_migrations"]
                try await cluster.withDatabase(
                    "host=\(cluster.folder) port=\(cluster.port) user=mortise_app dbname=postgres"
                ) { (database) async throws in
                    for text in statements {
                        let error = await Self.error(of: text, on: database)
                        #expect(error == nil, "\(text): \(error?.message ?? "")")
                    }
                    for template in AuthEngine.ownerStatements {
                        let text = "EXPLAIN " + (try template.text(for: dialect)).unparameterized
                        let error = await Self.error(of: text, on: database)
                        #expect(error?.code == .permissionDenied, "\(template.name)")
                    }
                    for grant in EngineMigrations.grants {
                        for privilege in grant.privileges {
                            let part = "\(privilege.rawValue) ON \(grant.table)"
                            try await cluster.administer("REVOKE \(part) FROM mortise_app")
                            var isNeeded = false
                            for text in statements where !isNeeded {
                                isNeeded = await Self.error(of: text, on: database)?.code == .permissionDenied
                            }
                            #expect(isNeeded, "no statement needs \(part)")
                            try await cluster.administer("GRANT \(part) TO mortise_app")
                        }
                    }
                }
            }
        }

        @Test func `A2: the serving role runs every flow, and can neither change the schema nor the past`() async throws
        {
            try await PostgresCluster.run { cluster in
                try await Self.install(in: cluster)
                let app = "host=\(cluster.folder) port=\(cluster.port) user=mortise_app dbname=postgres"
                let auth = try await AuthEngine.open(
                    .postgres(app), keyring: .ephemeral, configuration: .forTesting)
                for check in await auth.health() { #expect(check.isHealthy, "\(check)") }
                let password: Password = "correct horse battery"
                let email = "ada@example.com"
                _ = try await auth.createUser(email: email, password: password, isVerified: true, in: .init())
                _ = try await auth.register(email: "bob@example.com", password: password, in: .init())
                _ = try? await auth.register(email: "bob@example.com", password: "another horse battery", in: .init())
                await #expect(throws: AuthError(.invalidCredentials, "")) {
                    try await auth.logIn(email: email, password: "wrong horse battery", in: .init())
                }
                let signIn = try await auth.logIn(email: email, password: password, in: .init())
                _ = try await auth.authenticate(signIn.token)
                _ = try await auth.sessions(of: signIn.user.id)
                _ = try await auth.users(after: nil)
                for scope in LogOutScope.allCases.reversed() {
                    let other = try await auth.logIn(email: email, password: password, in: .init())
                    try await auth.logOut(other.token, scope: scope, in: .init())
                }
                let report = try await auth.verify()
                #expect(report.isConsistent, "\(report.findings)")
                // What the commands `migrate status`, `plan` and `verify` do.
                let migrator = AuthEngine.migrator(auth.database)
                let (status, plan) = (try await migrator.status(), try await migrator.plan())
                let sound = try await migrator.verify()
                #expect(status.allSatisfy { $0.state == .applied } && plan.isEmpty && sound.isSound)

                for text in Self.forbidden {
                    let error = await Self.error(of: text, on: auth.database)
                    #expect(error?.code == .permissionDenied, "\(text): \(error?.message ?? "allowed")")
                }
                #expect(try await cluster.number("SELECT count(*) FROM user_audit_log") > 5)
                await auth.close()
            }
        }

        @Test func `the script may be run at any time, by the owner too, and takes over tables of another role`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                // Tables that the superuser has made, before there were roles.
                try await Self.migrate("user=mortise_test", in: cluster)
                for _ in 1...2 { try await cluster.administer(Self.script) }
                let foreign =
                    "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'mortise_owner'"
                #expect(try await cluster.number(foreign) == 0)
                try await cluster.withDatabase(
                    "host=\(cluster.folder) port=\(cluster.port) user=mortise_owner dbname=postgres"
                ) { (database) async throws in
                    #expect(await Self.error(of: Self.script, on: database) == nil)
                    let migrator = AuthEngine.migrator(database)
                    try await migrator.down(to: 0)
                    try await migrator.up()
                    #expect(await Self.error(of: Self.script, on: database) == nil)
                    #expect(await Self.error(of: "DELETE FROM user_audit_log", on: database) == nil)
                }
                try await cluster.withDatabase(
                    "host=\(cluster.folder) port=\(cluster.port) user=mortise_app dbname=postgres"
                ) { (database) async throws in
                    #expect(await Self.error(of: "SELECT count(*) FROM users", on: database) == nil)
                }
            }
        }

        private static let forbidden = [
            "CREATE TABLE mine (id bigint)", "CREATE FUNCTION mine() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
            "CREATE INDEX mine ON users (created_at)", "ALTER TABLE users ADD COLUMN mine text",
            "ALTER TABLE user_audit_log DISABLE TRIGGER ALL", "DROP TABLE sessions", "DROP TABLE user_audit_log",
            "UPDATE user_audit_log SET details = '{}'", "DELETE FROM user_audit_log", "TRUNCATE user_audit_log",
            "TRUNCATE users CASCADE", "DELETE FROM users", "DELETE FROM mortise_keys",
            "UPDATE mortise_keys SET key_id = 9",
            "DELETE FROM mortise_migrations", "INSERT INTO mortise_migrations SELECT * FROM mortise_migrations",
            "SELECT * FROM mortise_migration_history", "CREATE ROLE mine", "SET ROLE mortise_owner",
            "CREATE SCHEMA mine",
        ]

        // As the guide says: the script, the migrations as the owner, the script again.
        private static func install(in cluster: PostgresCluster) async throws {
            try await cluster.administer(script)
            try await migrate("user=mortise_owner", in: cluster)
            try await cluster.administer(script)
        }

        private static func migrate(_ user: String, in cluster: PostgresCluster) async throws {
            try await cluster.withDatabase("host=\(cluster.folder) port=\(cluster.port) \(user) dbname=postgres") {
                _ = try await AuthEngine.migrator($0).up()
            }
        }

        private static func error(of text: String, on database: any Database) async -> DatabaseError? {
            do throws(DatabaseError) {
                _ = try await database.execute(Statement(once: "test", Raw(.sql(text))))
                return nil
            } catch {
                return error
            }
        }
    }
}

extension String {
    /// With NULL for every placeholder.
    fileprivate var unparameterized: String { replacing(/\$[0-9]+/, with: "NULL") }
}
#endif
