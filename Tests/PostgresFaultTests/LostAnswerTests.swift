#if Postgres
import Mortise
import MortisePostgres
import MortiseSQL
import MortiseTesting
import TestServers
import Testing

extension PostgresFaultTests {
    @Suite struct LostAnswers {
        @Test func `F6: a connection cut around COMMIT leaves the outcome open, and nothing is done twice`()
            async throws
        {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await WireProxy.run(before: cluster) { proxy in
                    try await cluster.withDatabase(proxy.connectionString()) { (database) async throws in
                        for (id, cut) in [WireProxy.Cut.before("COMMIT"), .after("COMMIT")].enumerated() {
                            let id = Int64(id)
                            let runs = Tally()
                            proxy.cutNext(cut)
                            let error = await #expect(throws: DatabaseError.self) {
                                try await database.transaction { transaction in
                                    runs.increment()
                                    try await transaction.execute(Entries.insert(id, 1))
                                    try await transaction.execute(Entries.insert(id, 2))
                                }
                            }
                            #expect(error?.code == .connectionLost && error?.mayHaveCommitted == true, "\(cut)")
                            #expect(runs.count == 1, "\(cut): the transaction was run again")
                            #expect(try await database.all(Entries.parts(id)) == (id == 0 ? [] : [1, 2]), "\(cut)")
                        }
                        #expect(proxy.cuts == 2)
                        #expect(try await eventually { database.statistics.inUse == 0 })
                    }
                }
            }
        }

        @Test func `F6: a write of its own that is cut off is in doubt, and is not sent again`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await WireProxy.run(before: cluster) { proxy in
                    try await cluster.withDatabase(proxy.connectionString()) { (database) async throws in
                        for (id, cut) in [WireProxy.Cut.before("INSERT"), .after("INSERT")].enumerated() {
                            proxy.cutNext(cut)
                            let error = await #expect(throws: DatabaseError.self) {
                                try await database.execute(Entries.insert(Int64(id), 0))
                            }
                            #expect(error?.code == .connectionLost && error?.mayHaveCommitted == true, "\(cut)")
                            #expect(try await database.all(Entries.parts(Int64(id))) == (id == 0 ? [] : [0]), "\(cut)")
                        }
                        #expect(proxy.cuts == 2)
                    }
                }
            }
        }

        @Test func `a read that is cut off is asked for again`() async throws {
            try await PostgresCluster.run { cluster in
                try await WireProxy.run(before: cluster) { proxy in
                    try await cluster.withDatabase(proxy.connectionString()) { (database) async throws in
                        for (number, cut) in [WireProxy.Cut.before("SELECT"), .after("SELECT")].enumerated() {
                            proxy.cutNext(cut)
                            #expect(try await database.first(Probe.echo(Int64(number))) == Int64(number))
                        }
                        #expect(proxy.cuts == 2)
                    }
                }
            }
        }

        @Test func `cuts at random commits under load leave no transaction half done or done twice`() async throws {
            try await PostgresCluster.run { cluster in
                try await cluster.administer(Entries.definition)
                try await WireProxy.run(before: cluster) { proxy in
                    try await cluster.withDatabase(proxy.connectionString()) { (database) async throws in
                        let load = MixedLoad(database)
                        try await load.run { () async throws in
                            for round in 1...Size.of(30, soak: 1000) {
                                let text = round % 4 < 2 ? "COMMIT" : "INSERT"
                                proxy.cutNext(round.isMultiple(of: 2) ? .before(text) : .after(text))
                                #expect(try await eventually { proxy.cuts == round })
                            }
                            #expect(try await load.recovery() != nil, "\(load.ledger.summary)")
                        }
                        try await load.expectNoLeak()
                        #expect(Set(load.ledger.book.errors.keys) == ["connection_lost"], "\(load.ledger.summary)")
                        #expect(load.ledger.outcomes.values.contains(.doubtful))
                        try await load.ledger.expectTruth(in: database)
                        print("cuts: \(load.ledger.summary)")
                    }
                }
            }
        }

        @Test func `F6: a registration whose commit got no answer, tried again, is one account`() async throws {
            try await PostgresCluster.run { cluster in
                try await WireProxy.run(before: cluster) { proxy in
                    let auth = try await AuthEngine.open(
                        .postgres(proxy.connectionString()), keyring: .ephemeral, configuration: .forTesting)
                    for cut in [WireProxy.Cut.before("COMMIT"), .after("COMMIT")] {
                        let email = "\(cut.name)@example.com"
                        proxy.cutNext(cut)
                        let error = await #expect(throws: AuthError.self) {
                            try await auth.register(email: email, password: "correct horse battery", in: .init())
                        }
                        #expect(error?.code == .unavailable(retryAfter: 1))
                        _ = try? await auth.register(email: email, password: "correct horse battery", in: .init())
                    }
                    #expect(proxy.cuts == 2)
                    #expect(try await cluster.number("SELECT count(*) FROM users") == 2)
                    let report = try await auth.verify()
                    #expect(report.isConsistent, "\(report.findings)")
                    await auth.close()
                }
            }
        }
    }
}

extension WireProxy.Cut {
    fileprivate var name: String {
        switch self {
        case .before: "before"
        case .after: "after"
        }
    }
}
#endif
