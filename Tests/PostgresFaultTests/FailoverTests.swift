#if Postgres
import MortisePostgres
import MortiseSQL
import TestServers
import Testing

extension PostgresFaultTests {
    @Suite struct Failovers {
        @Test func `writes go on at a promoted standby, with everything that was acknowledged`() async throws {
            for round in 1...Size.of(1, soak: 10) {
                // A commit waits until the standby has it too: only then can nothing acknowledged be lost.
                try await PostgresCluster.run(["synchronous_commit": "on"]) { primary in
                    try await primary.administer(Entries.definition)
                    try await primary.withStandby { standby in
                        try await primary.administer(
                            "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
                        #expect(
                            try await eventually {
                                try await primary.number(
                                    "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1
                            })
                        let hosts = "host=\(primary.folder),\(standby.folder) port=\(primary.port),\(standby.port) "
                        try await primary.withDatabase(
                            hosts + "user=mortise_test dbname=postgres target_session_attrs=read-write"
                        ) { (database) async throws in
                            let load = MixedLoad(database)
                            try await load.run { () async throws in
                                #expect(try await load.recovery() != nil)
                                await primary.stop(.immediate)
                                #expect(try await load.meetsErrors(beyond: load.ledger.book.errors))
                                await #expect(throws: DatabaseError(.unavailable, "")) {
                                    try await database.execute(Entries.insert(-1, 0))
                                }
                                try await standby.promote()
                                let recovery = try await load.recovery()
                                #expect(recovery != nil, "round \(round): \(load.ledger.summary)")
                                print("failover: writes again after \(recovery?.description ?? "never")")
                            }
                            try await load.expectNoLeak()
                            let met = Set(load.ledger.book.errors.keys)
                            #expect(met.isSubset(of: ["connection_lost", "unavailable"]), "\(load.ledger.summary)")
                            try await load.ledger.expectTruth(in: database)
                            print("failover: \(load.ledger.summary)")
                        }
                    }
                }
            }
        }

        @Test func `a primary that is made read-only keeps reads, refuses writes, and is left for one that takes them`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await cluster.withDatabase { (database) async throws in
                    #expect(try await database.execute(Entries.insert(1, 0)) == 1)
                    let before = try await database.first(Probe.number("SELECT pg_backend_pid()::bigint"))
                    // As an operator or a provider does it who wants no more writes here.
                    try await cluster.administer(
                        "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
                    #expect(
                        try await eventually {
                            try await database.first(
                                Probe.number(
                                    "SELECT (current_setting('transaction_read_only') = 'on')::int::bigint")) == 1
                        })
                    await #expect(throws: DatabaseError(.readOnly, "")) {
                        try await database.execute(Entries.insert(2, 0))
                    }
                    await #expect(throws: DatabaseError(.readOnly, "")) {
                        try await database.transaction { try await $0.execute(Entries.insert(3, 1)) }
                    }
                    #expect(try await database.first(Probe.echo(4)) == 4)
                    #expect(try await database.first(Entries.count()) == 1)
                    let after = try await database.first(Probe.number("SELECT pg_backend_pid()::bigint"))
                    #expect(before != after, "the connection that refused a write was kept")
                    #expect(try await eventually { database.statistics.inUse == 0 })
                }
            }
        }

        @Test func `a standby refuses writes as read-only, within a transaction too`() async throws {
            try await PostgresCluster.run { primary in
                try await primary.administer(Entries.definition)
                try await primary.withStandby { standby in
                    try await standby.withDatabase { (database) async throws in
                        await #expect(throws: DatabaseError(.readOnly, "")) {
                            try await database.execute(Entries.insert(1, 0))
                        }
                        await #expect(throws: DatabaseError(.readOnly, "")) {
                            try await database.transaction { try await $0.execute(Entries.insert(1, 1)) }
                        }
                        #expect(try await database.transaction(.read) { try await $0.first(Entries.count()) } == 0)
                    }
                    let error = await #expect(throws: DatabaseError.self) {
                        try await PostgresDatabase.open(
                            PostgresConfiguration(standby.socketString() + " target_session_attrs=read-write"))
                    }
                    #expect(error?.code == .unavailable)
                    #expect(error?.message.contains("read-only") == true)
                }
            }
        }
    }
}
#endif
