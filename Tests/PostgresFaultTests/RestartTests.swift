#if Postgres
import MortisePostgres
import MortiseSQL
import TestServers
import Testing

extension PostgresFaultTests {
    @Suite struct Restarts {
        @Test func `F5: a server that stops at once and starts again under load costs nothing acknowledged`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await cluster.withDatabase { (database) async throws in
                    let load = MixedLoad(database)
                    try await load.run { () async throws in
                        for round in 1...Size.of(3, soak: 40) {
                            #expect(try await load.recovery() != nil, "round \(round): no load")
                            await cluster.stop(round % 3 == 0 ? .fast : .immediate)
                            #expect(try await load.meetsErrors(beyond: load.ledger.book.errors))
                            try await cluster.start()
                            let recovery = try await load.recovery()
                            #expect(recovery != nil, "round \(round): no recovery within 5 s; \(load.ledger.summary)")
                        }
                    }
                    try await load.expectNoLeak()
                    let met = Set(load.ledger.book.errors.keys)
                    #expect(met.isSubset(of: ["connection_lost", "unavailable"]), "\(load.ledger.summary)")
                    #expect(load.ledger.book.longestWait < .seconds(15), "\(load.ledger.summary)")
                    try await cluster.expectNoMoreConnections(than: database.statistics.capacity)
                    try await load.ledger.expectTruth(in: database)
                    print("restarts: \(load.ledger.summary)")
                }
                try await cluster.expectNoMoreConnections(than: 0)
            }
        }

        @Test func `while the server is away callers learn so at once, and they work as soon as it is back`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await cluster.withDatabase { (database) async throws in
                    let load = MixedLoad(database)
                    try await load.run { () async throws in
                        #expect(try await load.recovery() != nil)
                        await cluster.stop(.fast)
                        // How long it is away is the point, so nothing is awaited.
                        try await Task.sleep(for: Size.of(.seconds(2), soak: .seconds(30)))
                        await #expect(throws: DatabaseError(.unavailable, "")) {
                            try await database.first(Probe.echo(1))
                        }
                        await #expect(throws: DatabaseError(.unavailable, "")) {
                            try await database.execute(Entries.insert(-1, 0))
                        }
                        try await cluster.start()
                        #expect(try await load.recovery() != nil, "\(load.ledger.summary)")
                    }
                    try await load.expectNoLeak()
                    #expect(load.ledger.book.longestWait < .seconds(5), "\(load.ledger.summary)")
                    try await load.ledger.expectTruth(in: database)
                    print("away: \(load.ledger.summary)")
                }
            }
        }

        @Test func `backends that are ended one after the other under load cost nothing acknowledged`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await cluster.withDatabase { (database) async throws in
                    let load = MixedLoad(database)
                    try await load.run { () async throws in
                        for _ in 1...Size.of(40, soak: 2000) {
                            try await cluster.terminateConnections()
                            try await Task.sleep(for: .milliseconds(10))
                        }
                        #expect(try await load.recovery() != nil, "\(load.ledger.summary)")
                    }
                    try await load.expectNoLeak()
                    let met = Set(load.ledger.book.errors.keys)
                    // A connection that is ended while it is opened was not lost, it never came about.
                    #expect(met.isSubset(of: ["connection_lost", "unavailable"]), "\(load.ledger.summary)")
                    #expect(load.ledger.book.errors["connection_lost"] ?? 0 > 0)
                    try await cluster.expectNoMoreConnections(than: database.statistics.capacity)
                    try await load.ledger.expectTruth(in: database)
                    print("terminations: \(load.ledger.summary)")
                }
            }
        }
    }
}
#endif
