#if CLI
import Foundation
import Mortise
import Testing

@testable import MortiseCLI

/// `mortise serve`, as a process with real requests.
struct ServeTests {
    private let folder: TemporaryFolder
    private let environment = [
        "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_ARGON2_THREADS": "1",
        "MORTISE_REQUIRE_VERIFIED_EMAIL": "false",
    ]
    private let account = #"{"email":"ada@example.com","password":"correct horse battery"}"#

    init() throws { folder = try TemporaryFolder() }

    /// A server that listens, and its port.
    private func start(_ arguments: String...) async throws -> (CommandProcess, Int) {
        try await start(arguments: arguments)
    }

    private func start(arguments: [String]) async throws -> (CommandProcess, Int) {
        let server = try CommandProcess(["serve", "--json"] + arguments, in: folder, environment: environment)
        let deadline = ContinuousClock.now + .seconds(60)
        while server.isRunning, ContinuousClock.now < deadline {
            let said = try server.output()
            if said.hasSuffix("\n") {
                let document = try JSON.parse(Array(said.utf8.dropLast()))
                return (server, Int(try #require(document["listening"]?["port"]?.integerValue)))
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the server does not listen: \(try server.errors())")
        throw HTTPExchange.Failure(step: "start")
    }

    @Test(arguments: [SIGTERM, SIGINT]) func `serves on a free port until it is told to stop`(signal: Int32)
        async throws
    {
        let (server, port) = try await start("--port", "0")
        #expect(port > 0)
        #expect(try HTTPExchange.request("GET", "/livez", port: port).hasPrefix("HTTP/1.1 200"))
        #expect(try HTTPExchange.request("GET", "/readyz", port: port).hasPrefix("HTTP/1.1 200"))
        let registered = try HTTPExchange.request("POST", "/api/auth/register", body: account, port: port)
        #expect(registered.hasPrefix("HTTP/1.1 202"))
        let loggedIn = try HTTPExchange.request("POST", "/api/auth/login", body: account, port: port)
        #expect(loggedIn.hasPrefix("HTTP/1.1 200") && loggedIn.contains("mortise="))
        // The mail of the registration leaves by itself.
        #expect(try await mail().contains("To: ada@example.com"))
        #expect(try folder.mode(of: "data/mail") == 0o700)
        server.send(signal)
        let result = try await server.result()
        #expect(result.status == 0)
        #expect(result.errors.contains(" info listening "))
        #expect(result.errors.contains(" warning password hashes are cheaper to guess"))
        for secret in ["correct horse", "ada@example.com"] { #expect(!result.errors.contains(secret)) }
        #expect(result.errors.split(separator: "\n").allSatisfy { $0.first == "2" }, "each line begins with its time")
    }

    /// The first mail in the folder of mails, as soon as it is there.
    private func mail() async throws -> String {
        let path = folder.path + "/data/mail"
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            if let name = names.first(where: { $0.hasSuffix(".eml") }) {
                return try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw HTTPExchange.Failure(step: "mail")
    }

    @Test func `a limit is kept, and that there are none is said loudly`() async throws {
        let limits = try folder.write("MORTISE_LIMIT_REGISTER_IP=1/1h\n", to: "limits")
        let off = try folder.write("MORTISE_RATE_LIMITS=off\nMORTISE_LIMIT_REGISTER_IP=1/1h\n", to: "off")
        for (settings, second) in [(limits, "429"), (off, "202")] {
            let (server, port) = try await start("--port", "0", "--config", settings, "--database", "sqlite::memory:")
            for status in ["202", second] {
                let answer = try HTTPExchange.request("POST", "/api/auth/register", body: account, port: port)
                #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
            }
            server.send(SIGTERM)
            let result = try await server.result()
            #expect(result.status == 0)
            #expect(result.errors.contains(" warning MORTISE_RATE_LIMITS is off") == (settings == off))
        }
    }

    @Test func `metrics are served to the networks that are named, and to nobody otherwise`() async throws {
        let settings = try folder.write("MORTISE_METRICS=127.0.0.1\n", to: "metrics")
        for (arguments, isServed) in [(["--config", settings], true), ([], false)] {
            let (server, port) = try await start(
                arguments: ["--port", "0", "--database", "sqlite::memory:"] + arguments)
            _ = try HTTPExchange.request("POST", "/api/auth/register", body: account, port: port)
            let answer = try HTTPExchange.request("GET", "/metrics", port: port)
            #expect(answer.hasPrefix("HTTP/1.1 \(isServed ? 200 : 404)"))
            for line in [
                #"mortise_http_requests_total{code="202",route="POST /api/auth/register"} 1"#,
                #"mortise_http_request_seconds_count{route="POST /api/auth/register"} 1"#,
                #"mortise_build_info{version="\#(AuthEngine.version)"} 1"#, "mortise_migrations_pending 0",
            ] {
                #expect(answer.contains("\n\(line)\n") == isServed, "\(line)")
            }
            #expect(answer.contains("mortise_db_query_seconds_bucket") == isServed)
            server.send(SIGTERM)
            #expect(try await server.result().status == 0)
        }
    }

    @Test(arguments: [("on", "200"), ("off", "404")])
    func `the API describes itself unless that is off`(value: String, status: String) async throws {
        let settings = try folder.write("MORTISE_OPENAPI=\(value)\n", to: "settings")
        let (server, port) = try await start("--port", "0", "--config", settings, "--database", "sqlite::memory:")
        let answer = try HTTPExchange.request("GET", "/openapi.yaml", port: port)
        #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
        server.send(SIGTERM)
        #expect(try await server.result().status == 0)
    }

    @Test func `a mail server without encryption is warned of`() async throws {
        let settings = try folder.write(
            "MORTISE_SMTP_URL=smtp://127.0.0.1:1?tls=none\nMORTISE_MAIL_FROM=app@example.com\n", to: "settings")
        let (server, _) = try await start("--port", "0", "--config", settings)
        server.send(SIGTERM)
        let result = try await server.result()
        #expect(result.status == 0)
        #expect(result.errors.contains(" warning mails, and the links in them, travel unencrypted"))
        #expect(!folder.exists("data/mail"))
    }

    @Test func `a request in flight is answered before the end`() async throws {
        let (server, port) = try await start("--port", "0")
        let descriptor = try HTTPExchange.connect(port: port)
        defer { close(descriptor) }
        let head = HTTPExchange.head("POST", "/api/auth/register", length: account.utf8.count)
        try HTTPExchange.send(head + account.prefix(10), to: descriptor)
        // An answer on another connection shows that the server has taken this one before.
        _ = try HTTPExchange.request("GET", "/livez", port: port)
        server.send(SIGTERM)
        while (try? HTTPExchange.connect(port: port)).map({ close($0) }) != nil {
            try await Task.sleep(for: .milliseconds(10))
        }
        try HTTPExchange.send(String(account.dropFirst(10)), to: descriptor)
        #expect(HTTPExchange.receive(from: descriptor).hasPrefix("HTTP/1.1 202"))
        #expect(try await server.result().status == 0)
    }

    @Test func `the command works on the database while the server runs on it`() async throws {
        let (server, port) = try await start("--port", "0")
        let made = try await CommandProcess.run(
            "user", "create", "ada@example.com", "--verified", in: folder, environment: environment,
            input: "correct horse battery\n")
        #expect(made.status == 0, "\(made.errors)")
        #expect(
            try HTTPExchange.request("POST", "/api/auth/login", body: account, port: port).hasPrefix("HTTP/1.1 200"))
        #expect(try await CommandProcess.run("verify", in: folder, environment: environment).status == 0)
        server.send(SIGTERM)
        #expect(try await server.result().status == 0)
    }

    @Test func `a port in use is an error that says so`() async throws {
        let (server, port) = try await start("--port", "0")
        let second = try await CommandProcess.run(
            "serve", "--port", "\(port)", "--json", in: folder, environment: environment)
        #expect(try second.status == 1 && second.document()["error"]?["code"] == "address_in_use")
        #expect(second.errors.contains("choose another --port"))
        server.send(SIGTERM)
        #expect(try await server.result().status == 0)
    }

    @Test func `another database is migrated on demand`() async throws {
        _ = try await CommandProcess.run("keys", "generate", "keys", in: folder)
        let settings = try folder.write(
            "MORTISE_KEYRING=file:keys\nMORTISE_DATABASE_URL=sqlite:other.db\n", to: "settings")
        let (server, port) = try await start("--port", "0", "--migrate", "--config", settings)
        #expect(try HTTPExchange.request("GET", "/readyz", port: port).hasPrefix("HTTP/1.1 200"))
        server.send(SIGTERM)
        #expect(try await server.result().status == 0)
    }
}
#endif
