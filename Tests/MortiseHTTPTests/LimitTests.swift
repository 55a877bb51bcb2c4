#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// Limits as clients meet them. The client's address comes from a trusted proxy: the test itself.
@Suite struct LimitTests {
    private static let minute = Duration.seconds(60)

    private func withLimits(
        _ backend: TestBackend, _ set: (inout RateLimitPolicies) -> Void, _ body: @Sendable (API) async throws -> Void
    ) async throws {
        var engine = AuthConfiguration.forTesting
        set(&engine.rateLimits)
        let proxies = try #require(IPNetwork("127.0.0.0/8"))
        try await backend.withAPI(.live, { $0.trustedProxies = [proxies] }, engine: engine, body)
    }

    private func from(_ address: String) -> HTTPFields { [.xForwardedFor: address] }

    private func expectRefusal(
        _ answer: Answer, after seconds: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try answer.expectEnvelope(429, error: "rate_limited", sourceLocation: sourceLocation)
        #expect(answer.headers[.retryAfter] == String(seconds), sourceLocation: sourceLocation)
        #expect(
            try answer.json["meta"]?["retry_after"] == .integer(Int64(seconds)), sourceLocation: sourceLocation)
    }

    @Test(arguments: TestBackend.one)
    func `a known and an unknown address run into the same limits`(backend: TestBackend) async throws {
        try await withLimits(backend, { $0.logInPerClient = RateLimit(3, per: Self.minute) }) { api in
            try await api.makeUser()
            var refusals: [Answer] = []
            for (address, client) in [(API.address, "192.0.2.1"), ("eve@example.com", "192.0.2.2")] {
                let body = #"{"email":"\#(address)","password":"wrong horse battery"}"#
                for _ in 1...3 {
                    try await api.send(.post, "/api/auth/login", body, headers: from(client))
                        .expectEnvelope(401, error: "invalid_credentials")
                }
                let refusal = try await api.send(.post, "/api/auth/login", body, headers: from(client))
                try expectRefusal(refusal, after: 20)
                refusals.append(refusal)
            }
            #expect(try refusals[0].bytesWithoutRequestID == refusals[1].bytesWithoutRequestID)
            #expect(refusals[0].headers.map(\.name) == refusals[1].headers.map(\.name))
            // The right password is no way around, and time is.
            let right = #"{"email":"\#(API.address)","password":"\#(API.password)"}"#
            try await api.send(.post, "/api/auth/login", right, headers: from("192.0.2.1"))
                .expectEnvelope(429, error: "rate_limited")
            api.engine.clock.advance(by: .seconds(20))
            try await api.send(.post, "/api/auth/login", right, headers: from("192.0.2.1")).expectEnvelope(200)
        }
    }

    @Test(arguments: TestBackend.one)
    func `guesses at one account wait longer and longer, whatever the address`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            for address in [API.address, "eve@example.com"] {
                let body = #"{"email":"\#(address)","password":"wrong horse battery"}"#
                for _ in 1...5 {
                    try await api.send(.post, "/api/auth/login", body)
                        .expectEnvelope(401, error: "invalid_credentials")
                }
                try expectRefusal(try await api.send(.post, "/api/auth/login", body), after: 30)
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `an IPv6 client counts by its network of 64 bits`(backend: TestBackend) async throws {
        try await withLimits(backend, { $0.registerPerClient = RateLimit(1, per: Self.minute) }) { api in
            func register(_ address: String, from client: String) async throws -> Answer {
                try await api.send(
                    .post, "/api/auth/register", #"{"email":"\#(address)","password":"\#(API.password)"}"#,
                    headers: from(client))
            }
            try await register("ada@example.com", from: "2001:db8::1").expectEnvelope(202)
            try expectRefusal(try await register("bob@example.com", from: "2001:db8::ffff:ffff:ffff:2"), after: 60)
            try await register("bob@example.com", from: "2001:db8:0:1::1").expectEnvelope(202)
            try await register("eve@example.com", from: "192.0.2.1").expectEnvelope(202)
            try expectRefusal(try await register("ian@example.com", from: "::ffff:192.0.2.1"), after: 60)
            #expect(try await api.engine.auth.users().count == 3)
        }
    }

    @Test(arguments: TestBackend.one, ["/reset-password", "/verify-email/resend"])
    func `mails that strangers ask for are limited, by client and by address`(
        backend: TestBackend, path: String
    ) async throws {
        func limits(_ policies: inout RateLimitPolicies) {
            policies.resetPerAccount = RateLimit(2, per: Self.minute)
            policies.resetPerClient = RateLimit(3, per: Self.minute)
        }
        try await withLimits(backend, limits) { api in
            try await api.makeUser()
            func ask(_ address: String, from client: String) async throws -> Answer {
                try await api.send(
                    .post, "/api/auth\(path)", #"{"email":"\#(address)"}"#, headers: from(client))
            }
            var refusals: [Answer] = []
            // The same for a known and an unknown address, and for each spelling of it.
            for (address, spelling) in [(API.address, "ADA@Example.com"), ("eve@example.com", "Eve@Example.com")] {
                try await ask(address, from: "192.0.2.1\(refusals.count)").expectEnvelope(202)
                try await ask(spelling, from: "192.0.2.2\(refusals.count)").expectEnvelope(202)
                let refusal = try await ask(address, from: "192.0.2.3\(refusals.count)")
                try expectRefusal(refusal, after: 30)
                refusals.append(refusal)
            }
            #expect(try refusals[0].bytesWithoutRequestID == refusals[1].bytesWithoutRequestID)
            for number in 1...3 { try await ask("user-\(number)@example.com", from: "192.0.2.1").expectEnvelope(202) }
            try expectRefusal(try await ask("user-4@example.com", from: "192.0.2.1"), after: 20)
        }
    }

    @Test(arguments: TestBackend.one)
    func `all routes that take a token share a limit`(backend: TestBackend) async throws {
        let tries: [(HTTPRequest.Method, String, String?)] = [
            (.get, "/verify-email/x", nil), (.post, "/verify-email/x", "{}"),
            (.post, "/reset-password/confirm", #"{"token":"x","password":"correct horse battery"}"#),
            (.post, "/email/change/confirm", #"{"token":"x"}"#), (.post, "/email/change/undo", #"{"token":"x"}"#),
            (.post, "/unlock", #"{"token":"x"}"#),
        ]
        try await withLimits(backend, { $0.tokenPerClient = RateLimit(tries.count, per: Self.minute) }) { api in
            for (method, path, body) in tries {
                try await api.send(method, "/api/auth\(path)", body, headers: from("192.0.2.1"))
                    .expectEnvelope(400, error: "token_invalid")
            }
            for (method, path, body) in tries {
                try expectRefusal(
                    try await api.send(method, "/api/auth\(path)", body, headers: from("192.0.2.1")), after: 10)
            }
        }
    }

    /// Each route that counts tries by address: method, path, a sound body, whether it needs a session.
    private static let gates: [(HTTPRequest.Method, String, String)] = [
        (.post, "/login", #"{"email":"eve@example.com","password":"wrong horse battery"}"#),
        (.post, "/password/change", #"{"current_password":"wrong horse battery","password":"a new horse battery"}"#),
        (.post, "/email/change", #"{"password":"wrong horse battery","email":"new@example.com"}"#),
        (.delete, "/me", #"{"password":"wrong horse battery"}"#),
        (.post, "/register", #"{"email":"eve@example.com","password":"correct horse battery"}"#),
        (.post, "/reset-password", #"{"email":"eve@example.com"}"#),
        (.post, "/verify-email/resend", #"{"email":"eve@example.com"}"#),
        (.get, "/verify-email/x", ""), (.post, "/verify-email/x", "{}"),
        (.post, "/reset-password/confirm", #"{"token":"x","password":"correct horse battery"}"#),
        (.post, "/email/change/confirm", #"{"token":"x"}"#), (.post, "/email/change/undo", #"{"token":"x"}"#),
        (.post, "/unlock", #"{"token":"x"}"#),
    ]

    private static func tight(_ policies: inout RateLimitPolicies, _ tries: Int) {
        policies.logInPerClient = RateLimit(tries, per: minute)
        policies.registerPerClient = RateLimit(tries, per: minute)
        policies.resetPerClient = RateLimit(tries, per: minute)
        policies.tokenPerClient = RateLimit(tries, per: minute)
        // Limits by account are not what this is about.
        policies.logInPerAccount = Backoff(free: 1000)
    }

    @Test(arguments: TestBackend.one)
    func `a limited address is told so before anything else of its request is looked at`(backend: TestBackend)
        async throws
    {
        try await withLimits(backend, { Self.tight(&$0, 1) }) { api in
            for (index, (method, path, body)) in Self.gates.enumerated() {
                let client = from("192.0.2.\(index)")
                func send(_ body: String?, _ more: HTTPFields) async throws -> Answer {
                    var headers = client
                    headers.append(contentsOf: more)
                    let body = method == .get ? nil : body
                    return try await api.send(method, "/api/auth\(path)", body, headers: headers)
                }
                // The one try goes to a request that comes no further than the origin, where that counts.
                let first = try await send("{", [.origin: "https://evil.example"])
                try first.expectEnvelope(
                    method == .get ? 400 : 403, error: method == .get ? "token_invalid" : "csrf_failed")
                let sound: HTTPFields = [:]
                let foreign: HTTPFields = [.origin: "https://evil.example"]
                let bearer: HTTPFields = [.authorization: "Bearer x"]
                let requests: [(String, HTTPFields)] = [
                    (body, sound), (body, foreign), ("{", sound), ("", sound), (#"{"x":1}"#, sound),
                    (String(repeating: " ", count: 100_000), sound), (body, bearer),
                ]
                for (body, headers) in requests {
                    try expectRefusal(try await send(body, headers), after: 60)
                }
                // What is not counted goes on: other methods, and the preflight.
                #expect(try await api.send(.options, "/api/auth\(path)", headers: client).status == 204)
                try await api.send(.put, "/api/auth\(path)", headers: client)
                    .expectEnvelope(405, error: "method_not_allowed")
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `each request counts once, whatever becomes of it`(backend: TestBackend) async throws {
        try await withLimits(backend, { Self.tight(&$0, 6) }) { api in
            try await api.makeUser()
            let token = try await api.logIn()
            for (index, (method, path, sound)) in Self.gates.enumerated() {
                var headers = from("192.0.2.\(index)")
                headers[.authorization] = "Bearer \(token)"
                // Three that reach the flow, three that do not.
                for body in [sound, sound, sound, "{", "[]", #"{"x":1}"#] {
                    let answer = try await api.send(
                        method, "/api/auth\(path)", method == .get ? nil : body, headers: headers)
                    #expect(answer.status != 429, "\(path)")
                }
                try expectRefusal(
                    try await api.send(
                        method, "/api/auth\(path)", method == .get ? nil : sound, headers: headers),
                    after: 10)
                // Tries by account have limits of their own.
                api.engine.clock.advance(by: .seconds(3600))
            }
        }
    }
}
#endif
