#if CLI
import Mortise
import Testing

@testable import MortiseCLI

/// The built command, run as scripts run it.
struct CommandLineTests {
    private let folder: TemporaryFolder
    // The cheapest hash there is: these tests are not about its cost.
    private let cheap = [
        "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_ARGON2_THREADS": "1",
    ]

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ arguments: String..., environment: [String: String] = [:], input: String = ""
    ) async throws -> CommandProcess.Result {
        try await CommandProcess(
            arguments, in: folder, environment: cheap.merging(environment) { $1 }, input: input
        ).result()
    }

    @Test func `help and version are no errors`() async throws {
        for arguments in [["--help"], ["migrate"], ["user", "create", "--help"]] {
            let result = try await CommandProcess(arguments, in: folder).result()
            #expect(result.status == 0 && result.output.contains("USAGE") && result.errors.isEmpty)
        }
        #expect(try await run("--version").output == AuthEngine.version + "\n")
    }

    @Test(arguments: [
        ["nonsense"], ["serve", "--nonsense"], ["migrate", "print"], ["migrate", "print", "--dialect", "mysql"],
        ["migrate", "down", "--steps", "1", "--to", "0"], ["user", "list", "--limit", "0"],
        ["user", "list", "--after", "x"], ["serve", "--port", "http"], ["config", "check", "--database", "nonsense"],
        ["migrate", "up", "--lock-timeout", "-1"],
    ])
    func `a wrong command line exits with 2`(arguments: [String]) async throws {
        let result = try await CommandProcess(arguments, in: folder).result()
        #expect(result.status == 2 && result.output.isEmpty && !result.errors.isEmpty)
    }

    @Test func `a failure is a document too`() async throws {
        let usage = try await run("user", "list", "--limit", "0", "--json")
        #expect(try usage.status == 2 && usage.document()["error"]?["code"] == "usage")
        let failure = try await run("config", "check", "--json", environment: ["MORTISE_PORT": "http"])
        #expect(try failure.status == 1 && failure.document()["error"]?["code"] == "configuration")
        #expect(try failure.document()["error"]?["details"]?.arrayValue?.count == 1)
    }

    @Test func `the configuration is printed with its sources and without its secrets`() async throws {
        let file = try folder.write("MORTISE_PORT=9000\n", to: "settings")
        let environment = [
            "MORTISE_DATABASE_URL": "postgres://u:canary-1@h/d?password=canary-2",
            "MORTISE_KEYRING": "inline:1:canary-3", "MORTISE_MAIL_FROM": "app@example.com",
            "MORTISE_SMTP_URL": "smtp://u:canary-4@mail.example.com",
        ]
        let text = try await run("config", "print", "--config", file, environment: environment)
        let json = try await run("config", "print", "--config", file, "--json", environment: environment)
        #expect(text.status == 0 && json.status == 0)
        for said in [text.output, text.errors, json.output, json.errors] { #expect(!said.contains("canary")) }
        let settings = try #require(try json.document()["settings"]?.arrayValue)
        let port = try #require(settings.first { $0["name"] == "MORTISE_PORT" })
        #expect(port["value"] == "9000" && port["source"] == .string("file \(file) line 1"))
        #expect(settings.map { $0["name"]?.stringValue } == Settings.all.map(\.name))
        for shown in [
            "postgres://u:<redacted>@h/d?password=<redacted>", "smtp://u:<redacted>@mail.example.com:587",
        ] {
            let line = try #require(text.output.split(separator: "\n").first { $0.contains(" \(shown) ") })
            #expect(line.hasSuffix("  environment"))
        }
    }

    @Test func `no secret is repeated by a refusal`() async throws {
        let url = "postgres://u:canary@127.0.0.1:1/d?password=canary&connect_timeout=2"
        let results = [
            try await run(
                "config", "check", environment: ["MORTISE_DATABASE_URL": "canary", "MORTISE_KEYRING": "canary"]),
            try await run("migrate", "status", environment: ["MORTISE_DATABASE_URL": url]),
            try await run(
                "user", "list", "--json",
                environment: [
                    "MORTISE_DATABASE_URL": "sqlite::memory:", "MORTISE_KEYRING": "inline:canary",
                ]),
            try await run("migrate", "plan", "--database", url),
        ]
        for result in results {
            #expect(result.status != 0 && !result.output.contains("canary") && !result.errors.contains("canary"))
        }
        #expect(results[1].status == 5 && results[3].errors.contains("warning: "))
    }

    @Test func `an account is made from the first line, listed, shown and verified`() async throws {
        let made = try await run(
            "user", "create", "Ada@Example.com", "--verified", "--json", input: "correct horse battery\nrest\n")
        #expect(made.status == 0, "\(made.errors)")
        let user = try #require(try made.document()["user"])
        #expect(user["email"] == "Ada@Example.com" && user["is_verified"] == true)
        #expect(try folder.mode(of: "data") == 0o700 && folder.mode(of: "data/mortise.db") == 0o600)
        #expect(try folder.mode(of: "data/mortise.keys") == 0o600)
        let id = try #require(user["id"]?.stringValue)
        for name in [id, "ada@example.com"] {
            let shown = try await run("user", "show", name, "--json")
            #expect(try shown.status == 0 && shown.document()["user"]?["id"] == .string(id))
        }
        let list = try await run("user", "list", "--limit", "1", "--json")
        #expect(try list.document()["users"]?.arrayValue?.count == 1 && list.document()["next"] == .string(id))
        #expect(try await run("user", "list", "--after", id, "--json").document()["users"] == [])
        #expect(try await run("user", "list").output.contains("Ada@Example.com"))
        let verified = try await run("verify", "--json")
        #expect(try verified.status == 0 && verified.document()["consistent"] == true)
    }

    @Test func `an account is refused with the reason`() async throws {
        _ = try await run("user", "create", "ada@example.com", input: "correct horse battery")
        let again = try await run("user", "create", "ada@example.com", "--json", input: "correct horse battery")
        #expect(try again.status == 1 && again.document()["error"]?["code"] == "email_taken")
        let weak = try await run("user", "create", "bob@example.com", "--json", input: "canary\n")
        #expect(try weak.status == 1 && weak.document()["error"]?["code"] == "weak_password")
        #expect(!weak.errors.contains("canary") && !weak.output.contains("canary"))
        let malformed = try await run("user", "create", "bob", "--json", input: "correct horse battery\n")
        #expect(try malformed.document()["error"]?["details"] == ["email: malformed"])
        #expect(try await run("user", "create", "bob@example.com").errors.contains("first line of the standard input"))
        let unknown = try await run("user", "show", "eve@example.com", "--json")
        #expect(try unknown.status == 1 && unknown.document()["error"]?["code"] == "not_found")
    }

    @Test func `looking makes no files`() async throws {
        #expect(try await run("migrate", "plan").status == 3)
        #expect(try await run("user", "list").status != 0)
        #expect(!folder.exists("data"))
    }

    @Test func `another database wants a keyring, and migrations by hand`() async throws {
        let url = ["MORTISE_DATABASE_URL": "sqlite:other.db"]
        let bare = try await run("user", "list", environment: url)
        #expect(bare.status == 1 && bare.errors.contains("mortise keys generate PATH"))
        let missing = try await run("user", "list", environment: url.merging(["MORTISE_KEYRING": "file:no"]) { $1 })
        #expect(missing.status != 0)
        #expect(try await run("keys", "generate", "other.keys").status == 0)
        #expect(try folder.mode(of: "other.keys") == 0o600)
        #expect(try await run("keys", "generate", "other.keys").status == 1)
        let environment = url.merging(["MORTISE_KEYRING": "file:other.keys"]) { $1 }
        _ = try folder.write("", to: "other.db")
        let pending = try await run("serve", "--port", "0", environment: environment)
        #expect(pending.status == 3 && pending.errors.contains("mortise migrate up"))
        #expect(pending.errors.contains("--migrate"))
        #expect(try await run("migrate", "up", environment: environment).status == 0)
        #expect(try await run("user", "list", environment: environment).status == 0)
    }
}
#endif
