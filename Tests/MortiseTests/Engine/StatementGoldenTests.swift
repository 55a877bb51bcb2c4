import MortiseFixtures
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct StatementGoldenTests {
    @Test(arguments: ["sqlite", "postgres"])
    func `every statement renders to its golden form`(dialect name: String) throws {
        let dialect: any SQLDialect = name == "sqlite" ? SQLiteDialect() : PostgresDialect()
        let text = try AuthEngine.statements.map { "-- \($0.name)\n\(try $0.text(for: dialect));\n" }
            .joined(separator: "\n")
        #expect(try Fixtures.golden("Statements/\(name).sql", for: text) == text)
    }

    @Test func `names are unique`() {
        let names = AuthEngine.statements.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: TestBackend.available)
    func `the flows run no statement that has no golden form`(backend: TestBackend) async throws {
        let known = Set(AuthEngine.statements.map(\.name))
        try await backend.withEngine { test in
            test.calls.clear()
            let signIn = try await test.signIn()
            _ = try? await test.auth.register(email: "bob@example.com", password: good, in: .init())
            _ = try? await test.auth.register(email: "bob@example.com", password: other, in: .init())
            _ = try? await test.auth.logIn(email: "bob@example.com", password: other, in: .init())
            test.clock.advance(by: .seconds(120))
            _ = try await test.auth.authenticate(signIn.token)
            _ = try await test.auth.sessions(of: signIn.user.id)
            _ = try await test.auth.users(after: signIn.user.id)
            for scope in LogOutScope.allCases.reversed() {
                try await test.auth.logOut(signIn.token, scope: scope, in: .init())
            }
            let names = test.calls.calls.compactMap { if case .statement(let name) = $0 { name } else { nil } }
            #expect(Set(names).subtracting(known).isEmpty)
            #expect(names.count > 20)
        }
    }
}
