#if CLI
import Mortise
import MortiseArgon2
import MortiseSQL
import MortiseSQLite
import Testing

@testable import MortiseCLI

/// The commands that change an account, and those that show what became of it.
struct AccountCommandTests {
    private let folder: TemporaryFolder
    // The cheapest hash there is: these tests are not about its cost.
    private let environment = [
        "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_ARGON2_THREADS": "1",
    ]
    private let address = "ada@example.com"

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: String..., input: String = "") async throws -> CommandProcess.Result {
        try await CommandProcess(arguments, in: folder, environment: environment, input: input).result()
    }

    /// Runs a command that must succeed and gives its document.
    private func document(
        _ arguments: String..., input: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let result = try await CommandProcess(
            arguments + ["--json"], in: folder, environment: environment, input: input
        ).result()
        #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
        return try result.document()
    }

    /// Makes an account and gives its id.
    private func makeUser(_ more: String...) async throws -> String {
        let arguments = ["user", "create", address, "--json"] + more
        let made = try await CommandProcess(
            arguments, in: folder, environment: environment, input: "correct horse battery\n"
        ).result()
        return try #require(try made.document()["user"]?["id"]?.stringValue, "\(made.errors)")
    }

    /// Begins a session of the account.
    private func logIn(_ password: String = "correct horse battery") async throws -> SignIn {
        let configuration = try Configuration.of(environment.merging(["MORTISE_DATA": folder.path + "/data"]) { $1 })
        return try await configuration.withEngine(.none) {
            try await $0.logIn(
                email: address, password: Password(password),
                in: RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "test", requestID: "request-1"))
        }
    }

    @Test func `an account is deactivated and activated, by address or id`() async throws {
        let id = try await makeUser("--verified")
        #expect(try await document("user", "deactivate", address)["user"]?["is_active"] == false)
        await #expect(throws: AuthError(.invalidCredentials, "")) { _ = try await logIn() }
        #expect(try await document("user", "activate", id)["user"]?["is_active"] == true)
        _ = try await logIn()
        #expect(try await run("user", "activate", address).output == "Activated ada@example.com.\n")
        for command in ["activate", "deactivate", "delete", "restore", "unlock", "sessions", "revoke"] {
            let unknown = try await run("user", command, "eve@example.com", "--json")
            #expect(try unknown.status == 1 && unknown.document()["error"]?["code"] == "not_found")
        }
    }

    @Test func `an account is deleted, restored by its id, and purged once it is deleted`() async throws {
        let id = try await makeUser("--verified")
        let early = try await run("user", "purge", id, "--yes", "--json")
        #expect(try early.status == 1 && early.document()["error"]?["code"] == "not_deleted")
        #expect(try await document("user", "delete", address)["user"]?["deleted_at"]?.stringValue != nil)
        #expect(try await run("user", "restore", address).status == 1)
        #expect(try await document("user", "restore", id)["user"]?["deleted_at"] == .null)
        _ = try await document("user", "delete", id)
        let unconfirmed = try await run("user", "purge", id, "--json")
        #expect(try unconfirmed.status == 1 && unconfirmed.document()["error"]?["code"] == "unconfirmed")
        #expect(try await document("user", "purge", id, "--yes")["id"] == .string(id))
        #expect(try await run("user", "show", id).status == 1)
        // What happened stays, without the person.
        let events = try #require(try await document("audit", "query", "--user", id)["events"]?.arrayValue)
        #expect(events.first?["action"] == "ACCOUNT_PURGED" && events.first?["actor"] == "operator")
        #expect(try await run("verify").status == 0)
    }

    @Test func `an address that was registered again is not restored`() async throws {
        let id = try await makeUser("--verified")
        _ = try await document("user", "delete", id)
        _ = try await makeUser("--verified")
        let refused = try await run("user", "restore", id, "--json")
        #expect(try refused.status == 1 && refused.document()["error"]?["code"] == "conflict")
    }

    @Test func `a password is set from the standard input and ends the sessions`() async throws {
        _ = try await makeUser("--verified")
        _ = try await logIn()
        let weak = try await run("user", "set-password", address, "--json", input: "password\n")
        #expect(try weak.status == 1 && weak.document()["error"]?["code"] == "weak_password")
        #expect(try await document("user", "sessions", address)["sessions"]?.arrayValue?.count == 1)
        let set = try await run("user", "set-password", address, input: "battery horse correct\nrest\n")
        #expect(set.status == 0 && set.output == "Set the password of ada@example.com.\n")
        #expect(try await document("user", "sessions", address)["sessions"] == [])
        _ = try await logIn("battery horse correct")
        #expect(try await run("user", "set-password", address).errors.contains("first line of the standard input"))
    }

    @Test func `sessions are listed and revoked, one or all`() async throws {
        _ = try await makeUser("--verified")
        let first = try await logIn().session.id.description
        for _ in 1...2 { _ = try await logIn() }
        let sessions = try #require(try await document("user", "sessions", address)["sessions"]?.arrayValue)
        #expect(sessions.count == 3 && sessions.last?["id"] == .string(first))
        #expect(sessions[0]["ip"] == "192.0.2.7" && sessions[0]["user_agent"] == "test")
        #expect(try await run("user", "sessions", address).output.contains(first))
        #expect(try await document("user", "revoke", address, "--session", first)["ended"] == 1)
        #expect(try await run("user", "revoke", address, "--session", first).status == 1)
        #expect(try await run("user", "revoke", address).output == "Ended 2 sessions.\n")
        #expect(try await document("user", "sessions", address)["sessions"] == [])
        #expect(try await run("user", "revoke", address, "--session", "x").status == 2)
    }

    @Test func `an account is shown with its failed logins and its lock`() async throws {
        let id = try await makeUser("--verified")
        let fresh = try await document("user", "show", address)["login_failures"]
        #expect(fresh == ["failed_logins": 0, "last_failed_login_at": .null, "locked_until": .null])
        var configuration = AuthConfiguration()
        configuration.rateLimits.failuresUntilLock = 2
        configuration.argon2 = try Argon2Parameters(memoryKiB: 8, iterations: 1, parallelism: 1)
        let engine = try await AuthEngine.open(
            .sqlite(path: folder.path + "/data/mortise.db"), keyring: .existingFile(folder.path + "/data/mortise.keys"),
            configuration: configuration)
        for _ in 1...2 {
            await #expect(throws: AuthError(.invalidCredentials, "")) {
                _ = try await engine.logIn(email: address, password: "wrong", in: RequestContext())
            }
        }
        await engine.close()
        let failures = try #require(try await document("user", "show", id)["login_failures"])
        #expect(failures["failed_logins"] == 2)
        let last = try #require(failures["last_failed_login_at"]?.stringValue.flatMap { Instant(rfc3339: $0) })
        let end = try #require(failures["locked_until"]?.stringValue.flatMap { Instant(rfc3339: $0) })
        #expect(end - last == .seconds(86_400))
        let text = try await run("user", "show", address).output
        #expect(text.contains("failed_logins") && text.contains("locked_until") && text.contains(end.rfc3339))
        _ = try await document("user", "unlock", address)
        #expect(try await document("user", "show", address)["login_failures"] == fresh)
    }

    @Test func `failed logins are forgotten with the lock`() async throws {
        _ = try await makeUser("--verified")
        for _ in 1...5 { await #expect(throws: AuthError(.invalidCredentials, "")) { _ = try await logIn("wrong") } }
        let limited = try await #require(throws: AuthError.self) { _ = try await logIn() }
        #expect(limited.code.label == "rate_limited")
        #expect(try await document("user", "unlock", address)["user"]?["email"] == .string(address))
        _ = try await logIn()
    }

    @Test func `the audit log is queried by each filter, page by page`() async throws {
        let id = try await makeUser("--verified")
        _ = try await logIn()
        let page = try await document("audit", "query", "--user", address)
        let events = try #require(page["events"]?.arrayValue)
        #expect(events.map { $0["action"] } == ["LOGIN_SUCCESS", "REGISTRATION"])
        #expect(events[0]["user_id"] == .string(id) && events[0]["ip"] == "192.0.2.7")
        #expect(page["older"] == .null && page["newer"] == .null)
        for (arguments, expected) in [
            ([], [0, 1]), (["--user", id, "--limit", "2"], [0, 1]), (["--request-id", "request-1"], [0]),
            (["--request-id", "none"], []), (["--action", "REGISTRATION"], [1]),
            (["--action", "REGISTRATION", "--action", "LOGIN_SUCCESS"], [0, 1]), (["--actor", "operator"], [1]),
            (["--since", "1h"], [0, 1]), (["--until", "1h"], []), (["--since", "2000-01-01T00:00:00Z"], [0, 1]),
            (["--until", "2000-01-01T00:00:00+01:00"], []), (["--ip", "192.0.2.7"], [0]),
            (["--ip", "192.0.2.0/24"], [0]), (["--ip", "2001:db8::/32"], []),
        ] {
            let answer = try await CommandProcess(
                ["audit", "query", "--json"] + arguments, in: folder, environment: environment
            ).result()
            #expect(try answer.document()["events"] == .array(expected.map { events[$0] }), "\(arguments)")
        }
        let first = try await document("audit", "query", "--limit", "1")
        let cursor = try #require(first["older"]?.stringValue)
        let second = try await document("audit", "query", "--limit", "1", "--cursor", cursor)
        #expect(first["events"] == .array([events[0]]) && second["events"] == .array([events[1]]))
        #expect(second["older"] == .null)
        let back = try #require(second["newer"]?.stringValue)
        #expect(try await document("audit", "query", "--cursor", back)["events"] == .array([events[0]]))
        let table = try await run("audit", "query", "--user", address, "--limit", "1").output
        #expect(table.contains("LOGIN_SUCCESS  user") && table.contains("\nOlder: --cursor "))
        let invalid = try await run("audit", "query", "--cursor", "x", "--json")
        #expect(try invalid.status == 2 && invalid.document()["error"]?["code"] == "cursor_invalid")
        for arguments in [
            ["--limit", "0"], ["--limit", "1001"], ["--action", "LOGIN"], ["--actor", "me"], ["--ip", "192.0.2.1/24"],
            ["--since", "yesterday"], ["--until", "2026-02-29T00:00:00Z"],
        ] {
            let wrong = try await CommandProcess(["audit", "query"] + arguments, in: folder).result()
            #expect(wrong.status == 2, "\(arguments)")
        }
    }

    @Test func `mails that wait are listed and made due`() async throws {
        let id = try await makeUser()
        let mails = try #require(try await document("outbox", "list")["mails"]?.arrayValue)
        #expect(mails.count == 1 && mails[0]["kind"] == "verification" && mails[0]["state"] == "pending")
        #expect(mails[0]["user_id"] == .string(id) && mails[0]["attempts"] == 0)
        let mail = try #require(mails[0]["id"]?.stringValue)
        for arguments in [["--user", address], ["--user", id], ["--state", "pending", "--limit", "1"]] {
            let list = try await CommandProcess(
                ["outbox", "list", "--json"] + arguments, in: folder, environment: environment
            ).result()
            #expect(try list.document()["mails"]?.arrayValue?.first?["id"] == .string(mail))
        }
        #expect(try await document("outbox", "list", "--after", mail)["mails"] == [])
        #expect(try await document("outbox", "list", "--state", "sent")["mails"] == [])
        #expect(try await run("outbox", "list").output.contains("verification  pending  0"))
        #expect(try await document("outbox", "retry", mail)["id"] == .string(mail))
        let unknown = try await run("outbox", "retry", id, "--json")
        #expect(try unknown.status == 1 && unknown.document()["error"]?["code"] == "not_found")
        for arguments in [
            ["outbox", "list", "--state", "lost"], ["outbox", "list", "--user", "x", "--state", "sent"],
            ["outbox", "retry", "x"], ["outbox", "list", "--after", "x"], ["outbox", "list", "--limit", "1001"],
        ] {
            #expect(try await CommandProcess(arguments, in: folder).result().status == 2)
        }
    }
}
#endif
