#if CLI
import Foundation
import MortiseTesting
import Testing

/// `kill -9` of the server at random moments while clients register and log in.
struct ServerCrashTests {
    /// How often the server is killed on each database: `MORTISE_KILLS`, 5 unless it is set.
    private static let kills = ProcessInfo.processInfo.environment["MORTISE_KILLS"].flatMap { Int($0) } ?? 5

    @Test(arguments: TestBackend.concurrent)
    func `F1: what a killed server has acknowledged is there afterwards`(backend: TestBackend) async throws {
        var chance = Chance()
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            var total = Ledger.Entries()
            for kill in 1...Self.kills {
                let moment = Duration.milliseconds(.random(in: 0...800, using: &chance))
                let comment = Comment(rawValue: "seed \(chance.seed), kill \(kill) after \(moment)")
                let entries = try await load(try await installation.serve(), "round-\(kill)", for: moment)
                #expect(entries.surprises.isEmpty, comment)
                try await expectPresence(of: entries, installation, comment)
                total.accounts += entries.accounts
                total.tokens += entries.tokens
            }
            let comment = Comment(rawValue: "seed \(chance.seed), at the end")
            #expect(!total.tokens.isEmpty, "the server was killed before it did anything")
            try await expectPresence(of: total, installation, comment)
            print("\(backend): \(Self.kills) kills, \(total.accounts.count) accounts, \(total.tokens.count) sessions")
        }
    }

    /// What a server acknowledged until it was killed.
    private func load(_ server: Server, _ name: String, for moment: Duration) async throws -> Ledger.Entries {
        let load = Load(port: server.port, name: name, ledger: Ledger())
        async let clients: Void = load.run()
        // From when the server has got going, which takes a busy machine its time.
        while load.ledger.entries.accounts.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        // The moment is the point, so nothing is awaited.
        try await Task.sleep(for: moment)
        server.program.send(SIGKILL)
        #expect(try await server.program.end().signal == SIGKILL)
        await clients
        return load.ledger.entries
    }

    private func expectPresence(
        of entries: Ledger.Entries, _ installation: Installation, _ comment: Comment
    ) async throws {
        let server = try await installation.serve()
        try await HTTPConnection.open(server.port) { connection in
            for account in entries.accounts {
                let answer = try await connection.logIn(account)
                #expect(answer.status == 200, comment)
            }
            for token in entries.tokens {
                let answer = try await connection.session(token)
                #expect(answer.status == 200, comment)
            }
        }
        server.program.send(SIGTERM)
        #expect(try await server.program.end().status == 0, comment)
        // Reads every row, and on SQLite the whole file.
        let verification = try await installation.run("verify")
        #expect(verification.status == 0, "\(comment): \(verification.output)\(verification.errors)")
        #expect(Set(entries.accounts).isSubset(of: try await installation.addresses()), comment)
    }
}
#endif
