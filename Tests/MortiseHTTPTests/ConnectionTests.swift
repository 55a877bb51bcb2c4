#if HTTP
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct ConnectionTests {
    private func withServer(
        _ backend: TestBackend = .sqliteMemory, _ limits: Limits = Limits(),
        engine: AuthConfiguration = .forTesting, _ body: @Sendable (RunningServer, TestEngine) async throws -> Void
    ) async throws {
        var configuration = try HTTPConfiguration.forTesting()
        configuration.limits = limits
        try await backend.withEngine(configuration: engine) { [configuration] engine in
            try await RunningServer.run(engine.auth, configuration) { try await body($0, engine) }
        }
    }

    /// Sends a request on a connection of its own and expects one answer, in the envelope, and the end of the
    /// connection.
    private func expectRefusal(
        _ request: String, _ status: Int, _ error: String, limits: Limits = Limits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withServer(.sqliteMemory, limits) { server, _ in
            let answer = try await RawConnection.open(server.port) { connection in
                // A server that refuses early may close before all is sent.
                try? await connection.send(request)
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)", sourceLocation: sourceLocation)
            #expect(answer.contains(#""error":"\#(error)""#), sourceLocation: sourceLocation)
            for header in ["Connection: close", "X-Request-Id: ", "Cache-Control: no-store"] {
                #expect(answer.contains("\r\n\(header)"), sourceLocation: sourceLocation)
            }
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1, "\(answer)", sourceLocation: sourceLocation)
        }
    }

    private static let head = "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

    @Test func `headers above 16 KiB are refused`() async throws {
        let long = String(repeating: "a", count: 20_000)
        try await expectRefusal("GET /livez HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n", 431, "headers_too_large")
        try await expectRefusal("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", 431, "headers_too_large")
        let many = (0..<2000).map { "X-\($0): aaaaaaaa\r\n" }.joined()
        try await expectRefusal("GET /livez HTTP/1.1\r\nHost: a\r\n\(many)\r\n", 431, "headers_too_large")
        // Without an end, too.
        try await expectRefusal("GET /livez HTTP/1.1\r\nHost: a\r\nX: \(long)", 431, "headers_too_large")
    }

    @Test func `what is no HTTP is refused`() async throws {
        try await expectRefusal("hello\r\n\r\n", 400, "bad_json")
        try await expectRefusal("GET /livez HTTP/1.1\r\nHost : a\r\n\r\n", 400, "bad_json")
        try await expectRefusal("GET /livez HTTP/1.1\r\nHost: a\r\n bad\0\r\n\r\n", 400, "bad_json")
        try await expectRefusal("\u{16}\u{3}\u{1}\0", 400, "bad_json")
    }

    @Test func `a request with two lengths is refused`() async throws {
        let both =
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
        try await expectRefusal(Self.head + both, 400, "bad_json")
        try await expectRefusal(Self.head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400, "bad_json")
        try await expectRefusal(Self.head + "Content-Length: -1\r\n\r\n{}", 400, "bad_json")
    }

    @Test func `a chunked body is refused where it grows too large, or is malformed`() async throws {
        let chunk = "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n"
        for count in [17, 256] {
            let body = String(repeating: chunk, count: count) + "0\r\n\r\n"
            try await expectRefusal(Self.head + "Transfer-Encoding: chunked\r\n\r\n" + body, 413, "body_too_large")
        }
        try await expectRefusal(Self.head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad_json")
    }

    @Test func `a body that is declared too large is refused before it is sent`() async throws {
        try await expectRefusal(Self.head + "Content-Length: 1000000\r\n\r\n", 413, "body_too_large")
        let plain = Self.head.replacing("application/json", with: "text/plain")
        try await expectRefusal(plain + "Content-Length: 1000000\r\n\r\n", 415, "unsupported_media_type")
        try await expectRefusal(
            Self.head + "Content-Length: 1000000\r\n\r\n" + String(repeating: " ", count: 1_000_000), 413,
            "body_too_large")
    }

    @Test func `a client that does not send its body in time is refused`() async throws {
        var limits = Limits()
        limits.requestDeadline = .milliseconds(200)
        try await expectRefusal(
            Self.head + "Content-Length: 10\r\n\r\n{", 408, "request_timeout", limits: limits)
    }

    @Test func `a connection that does not finish its headers in time is closed`() async throws {
        var limits = Limits()
        limits.idleTimeout = .milliseconds(200)
        try await withServer(.sqliteMemory, limits) { server, _ in
            let answer = try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /livez HTTP/1.1\r\nHost: a\r\n")
                return try await connection.readToEnd()
            }
            #expect(answer.isEmpty)
        }
    }

    @Test func `malformed data after a request leaves its answer alone`() async throws {
        try await withServer { server, _ in
            let answer = try await RawConnection.open(server.port) { connection in
                try await connection.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n")
                return try await connection.readToEnd()
            }
            let parts = answer.split(separator: "HTTP/1.1 ")
            #expect(parts.map { $0.prefix(3) } == ["200", "400"], "\(answer)")
        }
    }

    @Test func `pipelined requests are answered in their order`() async throws {
        try await withServer { server, _ in
            let answer = try await RawConnection.open(server.port) { connection in
                let body = "Content-Length: 2\r\n\r\n{}"
                try await connection.send(
                    "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n" + Self.head + body
                        + "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                return try await connection.readToEnd()
            }
            #expect(answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "422", "404"], "\(answer)")
        }
    }

    @Test(arguments: TestBackend.one)
    func `of 100 parallel registrations of one address one makes an account`(backend: TestBackend) async throws {
        // They come from one address, which is let through.
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.isEnabled = false
        // On a machine that runs everything at once, a hundred take their time.
        let limits = Limits(requestDeadline: .seconds(60))
        try await withServer(backend, limits, engine: configuration) { server, engine in
            let body = #"{"email":"ada@example.com","password":"correct horse battery"}"#
            let request =
                "POST /api/auth/register HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let statuses = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 1...100 {
                    group.addTask {
                        try await RawConnection.open(server.port) { connection in
                            try await connection.send(request)
                            return String(try await connection.readToEnd().prefix(12))
                        }
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == ["HTTP/1.1 202": 100])
            #expect(try await engine.auth.users().count == 1)
        }
    }

    @Test func `a graceful shutdown finishes the request in flight`() async throws {
        try await withServer { server, engine in
            let body = #"{"email":"ada@example.com","password":"correct horse battery"}"#
            let answer = try await RawConnection.open(server.port) { connection in
                // The answer to the first request shows that the head of the second has been read.
                try await connection.send(
                    "GET /livez HTTP/1.1\r\nHost: a\r\n\r\nPOST /api/auth/register HTTP/1.1\r\nHost: a\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n{")
                let first = try await connection.read { $0.hasSuffix("}}") }
                #expect(first.hasPrefix("HTTP/1.1 200 "))
                await server.shutDown()
                // The server listens no more.
                while (try? await RawConnection.open(server.port) { _ in }) != nil {}
                try await connection.send(String(body.dropFirst()))
                return try await connection.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 202 "), "\(answer)")
            #expect(try await engine.auth.users().count == 1)
        }
    }
}
#endif
