#if Postgres
import Mortise
import MortisePostgres
import MortiseSQL
import MortiseTesting
import TestServers
import Testing

extension PostgresFaultTests {
    /// Through PgBouncer in transaction mode, with `preparedStatements = false`.
    @Suite(.enabled(if: PgBouncer.isAvailable, Comment(rawValue: PgBouncer.requirement)))
    struct Bouncing {
        /// Rules that need a server's session or settings that PgBouncer refuses at the connection.
        private static let unkept: Set = [
            // Locks migrations.
            "a session runs several transactions and single statements",
            // PgBouncer drops a cancellation that comes before it has handed the statement on.
            "a cancelled task ends its running statement",
            // The timeout is not sent.
            "a statement that runs too long is ended",
        ]

        @Test func `the rules of the storage hold, but for those that need a session`() async throws {
            try await PostgresCluster.run { cluster in
                try await PgBouncer.run(before: cluster, poolSize: 8) { bouncer in
                    let checks = DatabaseConformance.checks
                    #expect(Self.unkept.isSubset(of: checks.map(\.name)))
                    for check in checks where !Self.unkept.contains(check.name) {
                        let storage = ConformanceStorage(isPersistent: true) { options in
                            var configuration = PostgresConfiguration(bouncer.connectionString())
                            configuration.preparedStatements = false
                            if let size = options.poolSize { configuration.poolSize = size }
                            if let timeout = options.poolTimeout { configuration.poolTimeout = timeout }
                            return try await PostgresDatabase.open(configuration)
                        }
                        do {
                            try await check.run(on: storage)
                        } catch {
                            Issue.record("\(check.name): \(error)")
                        }
                        try await cluster.administer("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
                    }
                }
            }
        }

        @Test func `an engine serves through it, once it was migrated directly`() async throws {
            try await PostgresCluster.run { cluster in
                try await PgBouncer.run(before: cluster) { bouncer in
                    var configuration = PostgresConfiguration(bouncer.connectionString())
                    configuration.preparedStatements = false
                    let source = DatabaseSource.postgres(configuration)
                    let keyring = KeyringSource.ephemeral
                    await #expect(throws: DatabaseError(.unsupported, "")) {
                        try await AuthEngine.open(source, keyring: keyring, configuration: .forTesting)
                    }
                    // What failed has left no lock behind, at whichever of PgBouncer's connections.
                    let direct = try await PostgresDatabase.open(PostgresConfiguration(cluster.socketString()))
                    try await AuthEngine.migrator(direct).up(lockTimeout: .zero)
                    await direct.close()

                    let auth = try await AuthEngine.open(source, keyring: keyring, configuration: .forTesting)
                    try await withThrowingTaskGroup { group in
                        for number in 0..<20 {
                            group.addTask { try await Self.live("user-\(number)@example.com", auth) }
                        }
                        try await group.waitForAll()
                    }
                    let report = try await auth.verify()
                    #expect(report.isConsistent, "\(report.findings)")
                    #expect(report.checked["users"] == 40)
                    #expect(try await eventually { auth.database.statistics.inUse == 0 })
                    await auth.close()
                }
            }
        }

        @Test func `many reads at once, pipelined through fewer connections, get their own answers`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await PgBouncer.run(before: cluster, poolSize: 3) { bouncer in
                    try await cluster.withDatabase(bouncer.connectionString()) {
                        $0.preparedStatements = false
                    } _: { (database) async throws in
                        let load = MixedLoad(database)
                        try await load.run { () async throws in
                            try await withThrowingTaskGroup { group in
                                for reader in 0..<Int64(64) {
                                    group.addTask { () async throws in
                                        for number in 0..<Int64(Size.of(100, soak: 5000)) {
                                            let value = reader * 1_000_000 + number
                                            #expect(try await database.first(Probe.echo(value)) == value)
                                        }
                                    }
                                }
                                try await group.waitForAll()
                            }
                        }
                        try await load.expectNoLeak()
                        #expect(load.ledger.book.errors.isEmpty, "\(load.ledger.summary)")
                        try await load.ledger.expectTruth(in: database)
                        print("through PgBouncer: \(load.ledger.summary)")
                    }
                }
            }
        }

        private static func live(_ email: String, _ auth: AuthEngine) async throws {
            let password: Password = "correct horse battery"
            _ = try await auth.createUser(email: email, password: password, isVerified: true, in: .init())
            _ = try await auth.register(email: "new-" + email, password: password, in: .init())
            let signIn = try await auth.logIn(email: email, password: password, in: .init())
            let session = try await auth.authenticate(signIn.token)
            #expect(session.user.id == signIn.user.id)
            try await auth.logOut(signIn.token, in: .init())
            await #expect(throws: AuthError(.sessionRequired, "")) { _ = try await auth.authenticate(signIn.token) }
        }
    }
}
#endif
