#if CLI
import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@testable import MortiseCLI

/// `mortise doctor` on a PostgreSQL server, each test in a database of its own.
struct DoctorPostgresTests {
    private let folder: MortiseCLITests.TemporaryFolder

    init() throws { folder = try MortiseCLITests.TemporaryFolder() }

    private func run(_ url: String, _ arguments: String...) async throws -> CommandProcess.Result {
        try await CommandProcess(
            arguments, in: folder, environment: ["MORTISE_DATABASE_URL": url, "MORTISE_KEYRING": "file:keys"]
        ).result()
    }

    private func state(_ check: String, _ result: CommandProcess.Result) throws -> JSON? {
        try result.document()["checks"]?.arrayValue?.first { $0["check"] == .string(check) }?["state"]
    }

    @Test(arguments: TestBackend.available.filter { $0 == .postgres })
    func `pending, then sound, and nothing is written`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let url = try #require(storage.url)
            _ = try await run(url, "keys", "generate", "keys")
            let pending = try await run(url, "doctor", "--json")
            #expect(pending.status == 3, "\(pending.output) \(pending.errors)")
            #expect(try state("database", pending) == "ok" && state("migrations", pending) == "failed")
            try #require(try await run(url, "migrate", "up").status == 0)
            let sound = try await run(url, "doctor", "--json")
            #expect(sound.status == 0, "\(sound.output) \(sound.errors)")
            for check in ["database", "transport", "migrations", "keyring", "outbox"] {
                #expect(try state(check, sound) == "ok", "\(check)")
            }
            let database = try await storage.source.open()
            let number = Projection(Expression<Int64>(unsafeRaw: .sql("number")))
            let keys = try await database.first(
                Statement(once: "test", Raw(.sql("SELECT count(*) FROM mortise_keys"), returning: number)))
            await database.close()
            #expect(keys == 0, "a server's start records its key, a look does not")
            try #require(try await run(url, "user", "list").status == 0)
            let used = try await run(url, "doctor", "--json")
            #expect(try used.status == 0 && state("clock", used) == "ok", "\(used.output)")
        }
    }

    @Test func `a server that is down is one finding, and the other checks go on`() async throws {
        _ = try await run("postgres://u@127.0.0.1:1/d", "keys", "generate", "keys")
        let down = try await run("postgres://u:canary@127.0.0.1:1/d", "doctor", "--json")
        #expect(down.status == 5, "\(down.output) \(down.errors)")
        #expect(try state("database", down) == "failed" && state("migrations", down) == "skipped")
        #expect(try state("limits", down) == "ok" && state("keyring", down) == "skipped")
        #expect(!down.output.contains("canary") && !down.errors.contains("canary"))
    }

    @Test func `a way that is not verified is warned of`() async throws {
        let far = try await run("postgres://u@localhost.invalid/d?sslmode=prefer", "doctor", "--json")
        #expect(try far.status == 5 && state("transport", far) == "warning")
    }
}
#endif
