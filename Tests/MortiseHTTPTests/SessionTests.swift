#if HTTP
import HTTPTypes
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct SessionTests {
    private static let own = HTTPField(name: .origin, value: "https://auth.example.com")

    private func cookie(_ token: String) -> HTTPFields {
        [.cookie: "__Host-mortise=\(token)", .origin: "https://auth.example.com"]
    }

    @Test(arguments: TestBackend.one)
    func `without a session there is none to show`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            let answer = try await api.send(.get, "/api/auth/session")
            try answer.expectEnvelope(401, error: "session_required")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
    }

    @Test(arguments: TestBackend.one)
    func `the Authorization header alone decides where it is present`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            var headers = cookie(try await api.logIn())
            try await api.send(.get, "/api/auth/session", headers: headers).expectEnvelope(200)
            for value in ["Bearer x", "Basic YTpi", "", "Bearer mortise_session_" + String(repeating: "A", count: 48)] {
                headers[.authorization] = value
                try await api.send(.get, "/api/auth/session", headers: headers)
                    .expectEnvelope(401, error: "session_required")
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `two cookies of the name are no session, and a token in the query is none`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let token = try await api.logIn()
            let twice: HTTPFields = [.cookie: "__Host-mortise=\(token); __Host-mortise=\(token)"]
            try await api.send(.get, "/api/auth/session", headers: twice)
                .expectEnvelope(401, error: "session_required")
            try await api.send(.get, "/api/auth/session?token=\(token)&access_token=\(token)")
                .expectEnvelope(401, error: "session_required")
        }
    }

    @Test(arguments: TestBackend.one)
    func `a logout ends the session, takes the cookie away, and can be repeated`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let headers = cookie(try await api.logIn())
            for _ in 1...2 {
                let answer = try await api.send(.post, "/api/auth/logout", headers: headers)
                #expect(answer.status == 204)
                #expect(answer.bytes.isEmpty)
                #expect(answer.headers[.contentLength] == nil)
                #expect(
                    answer.headers[.setCookie]
                        == "__Host-mortise=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
                answer.expectCommonHeaders()
                try await api.send(.get, "/api/auth/session", headers: headers)
                    .expectEnvelope(401, error: "session_required")
            }
            #expect(try await api.send(.post, "/api/auth/logout").status == 204)
        }
    }

    @Test(arguments: TestBackend.one)
    func `a logout of the others keeps this session and its cookie`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let here = try await api.logIn()
            let there = try await api.logIn()
            let answer = try await api.send(.post, "/api/auth/logout", #"{"scope":"others"}"#, headers: cookie(here))
            #expect(answer.status == 204)
            #expect(answer.headers[.setCookie] == nil)
            try await api.send(.get, "/api/auth/session", headers: cookie(here)).expectEnvelope(200)
            try await api.send(.get, "/api/auth/session", headers: cookie(there))
                .expectEnvelope(401, error: "session_required")
        }
    }

    @Test(arguments: TestBackend.one)
    func `a bearer logs out without an origin; a header that is no bearer is refused`(
        backend: TestBackend
    ) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let token = try await api.logIn()
            try await api.send(.post, "/api/auth/logout", headers: [.authorization: "Bearer nonsense"])
                .expectEnvelope(401, error: "session_required")
            let answer = try await api.send(
                .post, "/api/auth/logout",
                headers: [.authorization: "Bearer \(token)", .origin: "https://evil.example"])
            #expect(answer.status == 204)
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: TestBackend.one)
    func `a request of another site is refused on every route that changes something`(
        backend: TestBackend
    ) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let token = try await api.logIn()
            for route in Route.all where route.method != .get {
                let path = "/api/auth" + route.path.replacing(/\{[a-z]+\}/, with: "x")
                for headers: HTTPFields in [
                    [.origin: "https://evil.example"], [.origin: "null"], [.secFetchSite: "cross-site"],
                    [.cookie: "__Host-mortise=\(token)"],
                ] {
                    // Even before the body is looked at.
                    try await api.send(route.method, path, bytes: [0xFF], headers: headers, contentType: "text/plain")
                        .expectEnvelope(403, error: "csrf_failed")
                }
            }
            try await api.send(.get, "/api/auth/session", headers: cookie(token)).expectEnvelope(200)
        }
    }
}
#endif
