#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// Headers that claim to come from a proxy, from a peer that is none.
@Suite struct HeaderTrickTests {
    private static let claims: [(String, String)] = [
        ("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=198.51.100.2"),
        ("X-Real-IP", "198.51.100.3"), ("True-Client-IP", "198.51.100.4"), ("CF-Connecting-IP", "198.51.100.5"),
        ("X-Client-IP", "198.51.100.6"), ("X-Forwarded-Host", "evil.example"), ("Host", "evil.example"),
        ("X-Forwarded-Proto", "http"), ("X-Original-URL", "/livez"), ("X-Rewrite-URL", "/livez"),
        ("X-HTTP-Method-Override", "GET"), ("X-Forwarded-Prefix", "//evil.example"), ("X-Request-Id", "canary"),
    ]

    @Test(arguments: TestBackend.one)
    func `they change neither who is limited nor whom a session names`(backend: TestBackend) async throws {
        var engine = AuthConfiguration.forTesting
        engine.rateLimits.registerPerClient = RateLimit(Self.claims.count, per: .seconds(3600))
        try await backend.withAPI(.live, engine: engine) { api in
            for (number, (name, value)) in Self.claims.enumerated() {
                let headers: HTTPFields = [try #require(HTTPField.Name(name)): value]
                func register(_ address: String) async throws -> Answer {
                    try await api.send(
                        .post, "/api/auth/register", #"{"email":"\#(address)","password":"\#(API.password)"}"#,
                        headers: headers)
                }
                let answer = try await register("user-\(number)@example.com")
                try answer.expectEnvelope(202)
                #expect(answer.headers[.xRequestID] != "canary")
            }
            // All of them were one client, and it has had its share, whatever it claims now.
            for (name, value) in Self.claims {
                let headers: HTTPFields = [try #require(HTTPField.Name(name)): value]
                try await api.send(
                    .post, "/api/auth/register", #"{"email":"eve@example.com","password":"\#(API.password)"}"#,
                    headers: headers
                ).expectEnvelope(429, error: "rate_limited")
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `they change no link of a mail, no address of a session, and no cookie`(backend: TestBackend) async throws {
        try await backend.withAPI(.live) { api in
            try await api.makeUser()
            var headers = HTTPFields()
            for (name, value) in Self.claims {
                headers.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
            }
            try await api.send(
                .post, "/api/auth/reset-password", #"{"email":"\#(API.address)"}"#, headers: headers
            ).expectEnvelope(202)
            let token = try await api.engine.mailedToken(to: API.address)
            let mail = try #require(api.engine.mail.sent(to: API.address).last)
            #expect(mail.content.text.contains(token))
            #expect(!mail.content.text.contains("evil") && !(mail.content.html ?? "").contains("evil"))

            let login = try await api.send(
                .post, "/api/auth/login", #"{"email":"\#(API.address)","password":"\#(API.password)"}"#,
                headers: headers)
            let cookie = try #require(login.headers[values: .setCookie].first)
            #expect(cookie.hasPrefix("__Host-mortise=") && cookie.contains("; Secure;") && !cookie.contains("Domain"))
            let session: HTTPFields = [.cookie: String(cookie.prefix { $0 != ";" })]
            let sessions = try await api.send(.get, "/api/auth/sessions", headers: session)
            #expect(try sessions.data?["sessions"]?.arrayValue?.first?["ip"] == "127.0.0.1")
        }
    }

    @Test func `every answer carries the headers that keep browsers from misusing it`() async throws {
        try await TestBackend.sqliteMemory.withAPI { api in
            for (method, path) in [
                (HTTPRequest.Method.get, "/livez"), (.get, "/nowhere"), (.get, "/api/auth/session"),
                (.put, "/api/auth/session"), (.options, "/api/auth/session"), (.post, "/api/auth/logout"),
                (.get, "/openapi.yaml"),
            ] {
                let answer = try await api.send(method, path)
                answer.expectCommonHeaders()
                #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
                #expect(answer.headers[.referrerPolicy] == "no-referrer")
                #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000")
                #expect(answer.headers[.server] == nil)
            }
        }
        let local = try BaseURL("http://localhost:8080")
        try await TestBackend.sqliteMemory.withAPI(.router, { $0.baseURL = local }) { api in
            let answer = try await api.send(.get, "/livez")
            #expect(answer.headers[.strictTransportSecurity] == nil)
        }
    }
}
#endif
