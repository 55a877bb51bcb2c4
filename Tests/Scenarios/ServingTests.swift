#if CLI
import Foundation
import Mortise
import MortiseTesting
import NIOHTTP1
import Testing

/// `mortise serve` on a test's database.
struct ServingTests {
    @Test(arguments: TestBackend.concurrent.filter { !$0.isSQLite })
    func `pending migrations are refused, unless the server is told to apply them`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            let refused = try await installation.run("serve", "--port", "0", "--json")
            #expect(refused.status == 3, "\(refused.errors)")
            #expect(try refused.document()["error"]?["code"] == "migrations_pending")
            let server = try await installation.serve()
            let answer = try await HTTPConnection.open(server.port) { try await $0.request(.GET, "/readyz") }
            #expect(answer.status == 200)
            server.program.send(SIGTERM)
            #expect(try await server.program.end().status == 0)
            #expect(try await installation.run("migrate", "status").status == 0)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `two servers on one database lose no account`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            async let first = installation.serve()
            async let second = installation.serve()
            let servers = try await [first, second]
            let emails = (0..<100).map { "user-\($0)@example.com" }
            let statuses = try await withThrowingTaskGroup { tasks in
                for client in 0..<8 {
                    let mine = emails.indices.filter { $0 % 8 == client }.map { emails[$0] }
                    let port = servers[client % 2].port
                    tasks.addTask { try await register(mine, at: port) }
                }
                return try await tasks.reduce(into: []) { $0 += $1 }
            }
            #expect(statuses == Array(repeating: 202, count: emails.count))
            #expect(try await Set(installation.addresses()) == Set(emails))
            // Each knows the accounts that the other has made.
            for server in servers {
                let logins = try await HTTPConnection.open(server.port) { connection in
                    [try await connection.logIn(emails[0]).status, try await connection.logIn(emails[1]).status]
                }
                #expect(logins == [200, 200])
                server.program.send(SIGTERM)
                #expect(try await server.program.end().status == 0)
            }
            #expect(try await installation.run("verify").status == 0)
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `C1: a hundred registrations of one address at once make one account`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let installation = try Installation(storage)
            let server = try await installation.serve()
            let statuses = try await withThrowingTaskGroup { tasks in
                for _ in 0..<100 { tasks.addTask { try await register(["ada@example.com"], at: server.port) } }
                return try await tasks.reduce(into: []) { $0 += $1 }
            }
            #expect(statuses == Array(repeating: 202, count: 100))
            #expect(try await installation.addresses() == ["ada@example.com"])
            server.program.send(SIGTERM)
            #expect(try await server.program.end().status == 0)
            #expect(try await installation.run("verify").status == 0)
        }
    }

    /// Registers one after the other on one connection, and asks again where a busy server says so: a hundred hashes may
    /// take longer than a request is given.
    private func register(_ emails: [String], at port: Int) async throws -> [Int] {
        try await HTTPConnection.open(port) { connection in
            var statuses: [Int] = []
            for email in emails {
                var status = try await connection.register(email).status
                while status == 503 { status = try await connection.register(email).status }
                statuses.append(status)
            }
            return statuses
        }
    }
}
#endif
