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
}
#endif
