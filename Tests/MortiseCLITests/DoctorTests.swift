#if CLI
import Foundation
import Mortise
import MortiseSQL
import MortiseSQLite
import Testing

@testable import MortiseCLI

/// `mortise doctor`, as a process: what it says, how it ends, and that it leaves no trace.
struct DoctorTests {
    private let folder: TemporaryFolder
    private let cheap = [
        "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_ARGON2_THREADS": "1",
    ]

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: [String], _ environment: [String: String] = [:], input: String = "") async throws
        -> CommandProcess.Result
    {
        try await CommandProcess(arguments, in: folder, environment: cheap.merging(environment) { $1 }, input: input)
            .result()
    }

    /// The command's verdict: its status, and the findings by check.
    private struct Verdict {
        let status: Int32
        let document: JSON
        let said: String

        func states(_ check: String) -> [String] { entries(check).compactMap { $0["state"]?.stringValue } }
        func fix(_ check: String) -> String {
            entries(check).compactMap { $0["fix"]?.stringValue }.joined(separator: " ")
        }
        func finding(_ check: String) -> String {
            entries(check).compactMap { $0["finding"]?.stringValue }.joined(separator: " ")
        }
        private func entries(_ check: String) -> [JSON] {
            document["checks"]?.arrayValue?.filter { $0["check"] == .string(check) } ?? []
        }
    }

    private func doctor(_ environment: [String: String] = [:], _ arguments: String...) async throws -> Verdict {
        let result = try await run(["doctor", "--json"] + arguments, environment)
        let document = try result.document()
        let checks = try #require(document["checks"]?.arrayValue)
        for name in DoctorCommand.checks(hashTarget: .zero).map(\.name) {
            #expect(checks.contains { $0["check"] == .string(name) }, "\(name) goes on whatever the others find")
        }
        for check in checks {
            let needsFix = check["state"] == "failed" || check["state"] == "warning"
            #expect((check["fix"]?.stringValue != nil) == needsFix, "\(check)")
            #expect(check["finding"]?.stringValue?.isEmpty == false)
        }
        return Verdict(status: result.status, document: document, said: result.output + result.errors)
    }

    /// Names, sizes, modes and times of all files below the data folder.
    private func traces() throws -> [String] {
        let files = FileManager.default.enumerator(atPath: folder.path + "/data")?.compactMap { $0 as? String } ?? []
        return try files.sorted().map { name in
            let facts = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/data/\(name)")
            return "\(name) \(facts[.size] ?? "") \(facts[.posixPermissions] ?? "") \(facts[.modificationDate] ?? "")"
        }
    }

    private func makeAccount() async throws {
        let made = try await run(
            ["user", "create", "ada@example.com", "--verified"], input: "correct horse battery\n")
        try #require(made.status == 0, "\(made.errors)")
    }

    @Test func `where there is nothing yet it says what the first start makes, and makes nothing`() async throws {
        let verdict = try await doctor()
        #expect(verdict.status == 0 && verdict.document["state"] == "warning")
        #expect(verdict.states("database") == ["warning"] && verdict.fix("database").contains("mortise serve"))
        #expect(verdict.states("keyring") == ["skipped"] && verdict.states("migrations") == ["skipped"])
        #expect(verdict.fix("hashing").contains("MORTISE_ARGON2_MEMORY_KIB="))
        #expect(!folder.exists("data"))
    }

    @Test func `a sound database passes, and is left as it was`() async throws {
        try await makeAccount()
        let before = try traces()
        let verdict = try await doctor()
        #expect(verdict.status == 0)
        for check in ["settings", "database", "migrations", "keyring", "files", "clock", "outbox", "limits", "mail"] {
            #expect(verdict.states(check) == ["ok"], "\(check): \(verdict.finding(check))")
        }
        #expect(verdict.finding("database").hasPrefix("SQLite 3."))
        let text = try await run(["doctor"])
        #expect(text.status == 0 && text.output.contains("CHECK") && text.output.contains("To do:"))
        #expect(try traces() == before, "no file made, touched or grown")
    }

    @Test func `beside a running server it finds the same, and disturbs nothing`() async throws {
        let server = try CommandProcess(
            ["serve", "--json", "--port", "0"], in: folder, environment: cheap)
        while server.isRunning, try !server.output().hasSuffix("\n") { try await Task.sleep(for: .milliseconds(10)) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data").sorted()
        let verdict = try await doctor()
        #expect(verdict.status == 0, "\(verdict.said)")
        #expect(verdict.states("migrations") == ["ok"] && verdict.states("keyring") == ["ok"])
        #expect(verdict.states("files") == ["ok"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data").sorted() == names)
        server.send(SIGTERM)
        #expect(try await server.result().status == 0)
    }

    @Test func `pending migrations and drift alone exit with 3`() async throws {
        try #require(try await run(["migrate", "up", "--to", "1"]).status == 0)
        let pending = try await doctor()
        #expect(pending.status == 3 && pending.states("migrations") == ["failed"])
        #expect(pending.fix("migrations") == "Apply them with `mortise migrate up`.")
        #expect(pending.states("clock") == ["skipped"] && pending.states("outbox") == ["skipped"])
        try #require(try await run(["migrate", "up"]).status == 0)
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(folder.path + "/data/mortise.db")))
        try await database.execute(
            Statement(once: "test", Raw(.sql("UPDATE mortise_migrations SET checksum = 'x' WHERE number = 1"))))
        await database.close()
        let drifted = try await doctor()
        #expect(drifted.status == 3 && drifted.fix("migrations").contains("mortise migrate repair"))
        // Something worse beside it.
        let worse = try await doctor(["MORTISE_SMTP_URL": "smtp://u:canary@127.0.0.1:1", "MORTISE_MAIL_FROM": "a@b.de"])
        #expect(
            worse.status == 5 && worse.states("mail") == ["failed"] && worse.fix("mail").contains("MORTISE_SMTP_URL"))
        #expect(!worse.said.contains("canary"))
    }

    @Test func `a keyring of another database, an open one, and none are told apart`() async throws {
        try await makeAccount()
        try #require(try await run(["keys", "generate", "other.keys"]).status == 0)
        let wrong = try await doctor(["MORTISE_KEYRING": "file:other.keys"])
        #expect(wrong.status == 5 && wrong.states("keyring") == ["failed"])
        #expect(wrong.finding("keyring").contains("is not the one the database was made with"))
        #expect(wrong.fix("keyring") == "Use its own keyring.")
        #expect(wrong.states("migrations") == ["ok"] && wrong.states("outbox") == ["ok"])
        let keys = folder.path + "/data/mortise.keys"
        chmod(keys, 0o644)
        let open = try await doctor()
        #expect(open.status == 5 && open.fix("keyring").contains("chmod 600"))
        try FileManager.default.removeItem(atPath: keys)
        let gone = try await doctor()
        #expect(gone.status == 5 && gone.fix("keyring").contains("Bring the file back"))
        #expect(!folder.exists("data/mortise.keys"), "it makes no keyring")
        let unnamed = try await doctor(["MORTISE_DATABASE_URL": "sqlite:other.db"])
        #expect(unnamed.status == 5 && unnamed.fix("keyring").contains("mortise keys generate PATH"))
        #expect(unnamed.states("database") == ["failed"] && !folder.exists("other.db"))
    }

    @Test func `files that others may read are named with their remedy`() async throws {
        try await makeAccount()
        chmod(folder.path + "/data/mortise.db", 0o644)
        let open = try await doctor()
        #expect(open.status == 5 && open.fix("files") == "Run `chmod 600 data/mortise.db`.")
        chmod(folder.path + "/data/mortise.db", 0o600)
        chmod(folder.path + "/data", 0o755)
        let settings = try folder.write("MORTISE_PORT=0\n", to: "settings")
        chmod(settings, 0o644)
        let folderAlone = try await doctor(["MORTISE_CONFIG": settings])
        #expect(folderAlone.status == 0 && folderAlone.states("files") == ["warning"], "\(folderAlone.said)")
        _ = try folder.write(
            "MORTISE_SMTP_URL=smtp://127.0.0.1:1?tls=none\nMORTISE_MAIL_FROM=a@b.de\n", to: "settings")
        chmod(settings, 0o644)
        let secret = try await doctor(["MORTISE_CONFIG": settings])
        #expect(secret.states("files").contains("failed") && secret.fix("files").contains("chmod 640 \(settings)"))
    }

    @Test func `settings that are wrong are told as findings, and a wrong command line exits with 2`() async throws {
        let verdict = try await doctor(["MORTISE_PORT": "http", "MORTISE_SMTP_URL": "canary"])
        #expect(verdict.status == 5 && verdict.states("settings") == ["failed", "failed"])
        #expect(verdict.states("database") == ["skipped"] && !verdict.said.contains("canary"))
        #expect(verdict.fix("settings").contains("Give a number from 0 to 65535."))
        for wrong in [["--database", "nonsense"], ["--hash-target", "0"], ["--hash-target", "x"]] {
            #expect(try await run(["doctor"] + wrong).status == 2)
        }
    }

    @Test func `what is weaker than it should be is a warning`() async throws {
        let weak = try await doctor(["MORTISE_RATE_LIMITS": "off", "MORTISE_DATABASE_URL": "sqlite::memory:"])
        #expect(weak.status == 0)
        for check in ["limits", "hashing", "passwords", "address", "database"] {
            #expect(weak.states(check) == ["warning"], "\(check)")
        }
        let strong = try await doctor([
            "MORTISE_ARGON2_MEMORY_KIB": "19456", "MORTISE_ARGON2_ITERATIONS": "2", "MORTISE_PASSWORD_MINIMUM": "15",
            "MORTISE_BASE_URL": "https://auth.example.com", "MORTISE_TRUSTED_PROXIES": "10.0.0.0/8",
        ])
        #expect(strong.states("hashing").count == 1, "one thread has its memory: \(strong.finding("hashing"))")
        for check in ["limits", "passwords", "address"] { #expect(strong.states(check) == ["ok"], "\(check)") }
        #expect(strong.states("mail") == ["warning"], "no mail leaves, and browsers come from elsewhere")
        #expect(!folder.exists("data"))
    }

    @Test func `a file that is no database, and one that is gone while its log is not, fail`() async throws {
        _ = try folder.write(String(repeating: "x", count: 4096), to: "bad.db")
        let environment = ["MORTISE_KEYRING": "file:keys"]
        try #require(try await run(["keys", "generate", "keys"]).status == 0)
        let bad = try await doctor(environment.merging(["MORTISE_DATABASE_URL": "sqlite:bad.db"]) { $1 })
        #expect(bad.status == 5 && bad.states("database") == ["failed"] && bad.states("migrations") == ["skipped"])
        _ = try folder.write("log", to: "gone.db-wal")
        let gone = try await doctor(environment.merging(["MORTISE_DATABASE_URL": "sqlite:gone.db"]) { $1 })
        #expect(gone.status == 5 && gone.states("database") == ["failed"] && !folder.exists("gone.db"))
    }
}
#endif
