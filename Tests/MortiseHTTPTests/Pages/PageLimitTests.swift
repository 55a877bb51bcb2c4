#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// Limits as visitors of the pages meet them. The client's address comes from a trusted proxy: the test itself.
@Suite struct PageLimitTests {
    private static let minute = Duration.seconds(60)
    private static let form = "application/x-www-form-urlencoded"

    private func withPages(
        _ backend: TestBackend, _ tries: Int, _ body: @Sendable (API) async throws -> Void
    ) async throws {
        var engine = AuthConfiguration.forTesting
        engine.rateLimits.logInPerClient = RateLimit(tries, per: Self.minute)
        engine.rateLimits.registerPerClient = RateLimit(tries, per: Self.minute)
        engine.rateLimits.resetPerClient = RateLimit(tries, per: Self.minute)
        engine.rateLimits.tokenPerClient = RateLimit(tries, per: Self.minute)
        // Limits by account are not what this is about.
        engine.rateLimits.logInPerAccount = Backoff(free: 1000)
        let proxies = try #require(IPNetwork("127.0.0.0/8"))
        try await backend.withAPI(.live, { $0.trustedProxies = [proxies] }, engine: engine, body)
    }

    /// Each page that counts tries by address: method, path, a sound form.
    private static let gates: [(HTTPRequest.Method, String, String)] = [
        (.post, "/login", "email=eve%40example.com&password=wrong+horse+battery"),
        (
            .post, "/register",
            "email=eve%40example.com&password=correct+horse+battery&password_confirmation=correct+horse+battery"
        ),
        (.post, "/forgot-password", "email=eve%40example.com"), (.post, "/verify-email", "email=eve%40example.com"),
        (.get, "/reset-password/x", ""),
        (
            .post, "/reset-password/x",
            "password=correct+horse+battery&password_confirmation=correct+horse+battery"
        ),
        (.get, "/verify-email/x", ""), (.post, "/verify-email/x", ""), (.get, "/email-change/x", ""),
        (.post, "/email-change/x", ""), (.get, "/email-undo/x", ""), (.post, "/email-undo/x", ""),
        (.get, "/unlock/x", ""), (.post, "/unlock/x", ""),
        (.post, "/account/password", "current_password=wrong&password=correct+horse+battery"),
        (.post, "/account/email", "password=wrong&email=new%40example.com"),
        (.post, "/account/delete", "password=wrong"),
    ]

    @Test(arguments: TestBackend.one)
    func `a limited address gets the page that says so before anything else of its form is looked at`(
        backend: TestBackend
    ) async throws {
        try await withPages(backend, 1) { api in
            for (index, (method, path, sound)) in Self.gates.enumerated() {
                func send(_ body: String, _ type: String? = Self.form, _ more: HTTPFields = HTTPFields()) async throws
                    -> Answer
                {
                    var headers: HTTPFields = [
                        .xForwardedFor: "192.0.2.\(index)", .origin: "https://auth.example.com",
                    ]
                    for field in more { headers[field.name] = field.value }
                    return try await api.send(
                        method, "/auth\(path)", bytes: method == .get ? nil : Array(body.utf8), headers: headers,
                        contentType: type)
                }
                // The one try goes to a form that comes no further than the origin, where that counts.
                let first = try await send(sound, Self.form, [.origin: "https://evil.example"])
                #expect(first.status == (method == .get ? 400 : 403), "\(path)")
                let foreign: HTTPFields = [.origin: "https://evil.example"]
                let requests: [(String, String?, HTTPFields)] = [
                    (sound, Self.form, HTTPFields()), (sound, Self.form, foreign),
                    ("a=1&a=2", Self.form, HTTPFields()), ("{}", "application/json", HTTPFields()),
                    (sound, nil, HTTPFields()), (String(repeating: "a", count: 100_000), Self.form, HTTPFields()),
                ]
                for (body, type, more) in requests {
                    let refusal = try await send(body, type, more)
                    #expect(refusal.status == 429, "\(path)")
                    #expect(refusal.headers[.retryAfter] == "60", "\(path)")
                    #expect(refusal.headers[.contentType] == "text/html; charset=utf-8", "\(path)")
                    let page = String(decoding: refusal.bytes, as: UTF8.self)
                    #expect(page.contains("Please wait 60 s"), "\(page)")
                }
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `each form counts once, in the bucket of the route of its flow`(backend: TestBackend) async throws {
        try await withPages(backend, 4) { api in
            for (index, (method, path, sound)) in Self.gates.enumerated() {
                let headers: HTTPFields = [
                    .xForwardedFor: "192.0.2.\(index)", .origin: "https://auth.example.com",
                ]
                func send(_ body: String) async throws -> Int {
                    try await api.send(
                        method, "/auth\(path)", bytes: method == .get ? nil : Array(body.utf8), headers: headers,
                        contentType: Self.form
                    ).status
                }
                // Two that reach the flow, where no session is needed for it, and two that do not.
                for body in [sound, sound, "x=1", "a=1&a=2"] { #expect(try await send(body) != 429, "\(path)") }
                #expect(try await send(sound) == 429, "\(path)")
                // Tries by account have limits of their own.
                api.engine.clock.advance(by: .seconds(3600))
            }
            // A form and the API share the bucket.
            let client: HTTPFields = [.xForwardedFor: "192.0.2.200"]
            for _ in 1...4 { _ = try await api.send(.post, "/api/auth/unlock", #"{"token":"x"}"#, headers: client) }
            #expect(try await api.send(.get, "/auth/unlock/x", headers: client).status == 429)
            #expect(try await api.send(.get, "/auth/login", headers: client).status == 200, "looking is free")
        }
    }
}
#endif
