#if CLI
import Foundation
import MortiseTesting
import Testing

/// SIGTERM to a server that is busy.
struct ShutdownTests {
    @Test(arguments: TestBackend.concurrent)
    func `a server that is told to stop answers all that it has begun`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            let server = try await installation.serve()
            let load = Load(port: server.port, name: "client", ledger: Ledger())
            async let clients: Void = load.run()
            while load.ledger.entries.tokens.count < 2 * Load.clients { await Task.yield() }
            server.program.send(SIGTERM)
            let end = try await server.program.end()
            await clients
            #expect(end.status == 0, "\(end.errors)")
            #expect(load.ledger.entries.surprises.isEmpty)
            // What had an effect had an answer, and what had an answer had an effect.
            #expect(try await installation.addresses().sorted() == load.ledger.entries.accounts.sorted())
        }
    }
}
#endif
