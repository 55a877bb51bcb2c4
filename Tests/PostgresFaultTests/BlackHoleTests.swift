#if Postgres
import MortisePostgres
import MortiseSQL
import TestServers
import Testing

extension PostgresFaultTests {
    @Suite struct BlackHoles {
        @Test func `F7: a network that swallows everything is given up, and left behind when it is back`() async throws
        {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await WireProxy.run(before: cluster) { proxy in
                    try await cluster.withDatabase(proxy.connectionString()) {
                        // An answer then counts as lost after 0.5 + 5 seconds, a connection after 2.
                        $0.statementTimeout = .milliseconds(500)
                        $0.connectTimeout = .seconds(2)
                        $0.poolTimeout = .seconds(2)
                    } _: { (database) async throws in
                        let load = MixedLoad(database)
                        try await load.run { () async throws in
                            #expect(try await load.recovery() != nil)
                            proxy.becomeBlackHole()
                            // Those whose answer never comes, and those who find no connection.
                            #expect(
                                try await eventually {
                                    let errors = load.ledger.book.errors
                                    return errors["connection_lost"] != nil && errors["unavailable"] != nil
                                }, "\(load.ledger.summary)")
                            proxy.heal()
                            #expect(try await load.recovery() != nil, "\(load.ledger.summary)")
                        }
                        try await load.expectNoLeak()
                        let book = load.ledger.book
                        #expect(
                            Set(book.errors.keys).isSubset(of: ["connection_lost", "unavailable", "pool_exhausted"]),
                            "\(load.ledger.summary)")
                        // The answer's limit, the tick that notices it, and for reads a new connection.
                        #expect(book.longestWait < .seconds(12), "\(load.ledger.summary)")
                        try await load.ledger.expectTruth(in: database)
                        print("black hole: \(load.ledger.summary)")
                    }
                    try await cluster.expectNoMoreConnections(than: 0)
                }
            }
        }
    }
}
#endif
