#if HTTP
import HTTPTypes
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// `/me`.
@Suite struct AccountTests {
    private static let path = "/api/auth/me"

    @Test(arguments: TestBackend.one)
    func `an account is shown with its version and changed by whoever has read it`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            var headers = api.bearer(try await api.logIn())
            let shown = try await api.send(.get, Self.path, headers: headers)
            try shown.expectEnvelope(200)
            let tag = try #require(shown.headers[.eTag])
            #expect(tag == "\"1\"")
            #expect(try shown.data?["user"]?["display_name"] == .null)

            headers[.ifMatch] = tag
            let changed = try await api.send(.patch, Self.path, #"{"display_name":"Ada L."}"#, headers: headers)
            try changed.expectEnvelope(200)
            #expect(changed.headers[.eTag] == "\"2\"")
            #expect(try changed.data?["user"]?["display_name"] == "Ada L.")
            try await api.send(.patch, Self.path, #"{"display_name":"Eve"}"#, headers: headers)
                .expectEnvelope(412, error: "version_mismatch")
            // A login is no change.
            _ = try await api.logIn()
            headers[.ifMatch] = "\"1\", \"2\""
            let removed = try await api.send(.patch, Self.path, #"{"display_name":null}"#, headers: headers)
            try removed.expectEnvelope(200)
            #expect(try removed.data?["user"]?["display_name"] == .null)
            headers[.ifMatch] = "*"
            try await api.send(.patch, Self.path, #"{"display_name":"Ada"}"#, headers: headers).expectEnvelope(200)
            #expect(try await api.send(.get, Self.path, headers: headers).headers[.eTag] == "\"4\"")
        }
    }

    @Test(arguments: TestBackend.one)
    func `session, precondition, body and fields are checked in this order`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            var headers: HTTPFields = [:]
            func patch(_ body: String, type: String = "application/json") async throws -> Answer {
                try await api.send(
                    .patch, Self.path, bytes: Array(body.utf8), headers: headers, contentType: type)
            }
            try await patch("{", type: "text/plain").expectEnvelope(401, error: "session_required")
            headers = api.bearer(try await api.logIn())
            try await patch("{", type: "text/plain").expectEnvelope(428, error: "precondition_required")
            headers[.ifMatch] = "\"9\""
            try await patch("{", type: "text/plain").expectEnvelope(415, error: "unsupported_media_type")
            try await patch("{").expectEnvelope(400, error: "bad_json")
            let missing = try await patch("{}")
            try missing.expectEnvelope(422, error: "validation_failed")
            #expect(try missing.fault("display_name") == ["required"])
            let control = try await patch(#"{"display_name":"a\nb"}"#)
            try control.expectEnvelope(422, error: "validation_failed")
            #expect(try control.fault("display_name") == ["malformed"])
            for tag in ["\"9\"", "W/\"1\"", "1", "", "\"1"] {
                headers[.ifMatch] = tag
                try await patch(#"{"display_name":"Ada"}"#).expectEnvelope(412, error: "version_mismatch")
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `an account is deleted by its owner, who gives the password again`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let token = try await api.logIn()
            let cookie: HTTPFields = [.cookie: "__Host-mortise=\(token)", .origin: "https://auth.example.com"]
            try await api.send(.delete, Self.path, #"{"password":"wrong horse"}"#, headers: cookie)
                .expectEnvelope(401, error: "invalid_credentials")
            let deleted = try await api.send(
                .delete, Self.path, #"{"password":"\#(API.password)"}"#, headers: cookie)
            #expect(deleted.status == 204 && deleted.bytes.isEmpty)
            #expect(deleted.headers[values: .setCookie].allSatisfy { $0.contains("=; Max-Age=0; ") })
            #expect(deleted.headers[values: .setCookie].count == 2)
            #expect(try await !api.isAlive(token))
            #expect(try await api.logInStatus() == 401)
        }
    }

    @Test(arguments: TestBackend.one)
    func `sessions are listed, and ended one by one`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            try await api.makeUser("eve@example.com")
            let here = try await api.logIn()
            api.engine.clock.advance(by: .seconds(1))
            let there = try await api.logIn()
            let list = try await api.send(.get, "/api/auth/sessions", headers: api.bearer(here))
            try list.expectEnvelope(200)
            let sessions = try #require(try list.data?["sessions"]?.arrayValue)
            #expect(sessions.map { $0["current"]?.boolValue } == [false, true])
            #expect(
                sessions[0].objectValue?.keys == [
                    "id", "current", "created_at", "last_seen_at", "expires_at", "ip", "user_agent",
                ])
            #expect(sessions[0]["created_at"] == "2026-01-01T00:00:01.000Z")
            let id = try #require(sessions[0]["id"]?.stringValue)
            let path = "/api/auth/sessions/\(id)"

            try await api.send(.delete, path).expectEnvelope(401, error: "session_required")
            let stranger = api.bearer(try await api.logIn("eve@example.com"))
            for path in [path, "/api/auth/sessions/x"] {
                try await api.send(.delete, path, headers: stranger).expectEnvelope(404, error: "not_found")
            }
            #expect(try await api.isAlive(there))
            #expect(try await api.send(.delete, path, headers: api.bearer(here)).status == 204)
            #expect(try await !api.isAlive(there))
            try await api.send(.delete, path, headers: api.bearer(here)).expectEnvelope(404, error: "not_found")

            let own = try #require(sessions[1]["id"]?.stringValue)
            let ended = try await api.send(
                .delete, "/api/auth/sessions/\(own)",
                headers: [.cookie: "__Host-mortise=\(here)", .secFetchSite: "same-origin"])
            #expect(ended.status == 204)
            #expect(ended.headers[.setCookie]?.hasPrefix("__Host-mortise=; Max-Age=0; ") == true)
            #expect(try await !api.isAlive(here))
        }
    }

    @Test(arguments: TestBackend.one, [1024, 1025, 4096])
    func `a password that is too long to be anybody's is a wrong one`(backend: TestBackend, length: Int) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let headers = api.bearer(try await api.logIn())
            let long = String(repeating: "x", count: length)
            for (method, path, body) in [
                (
                    HTTPRequest.Method.post, "/password/change",
                    #"{"current_password":"\#(long)","password":"battery horse correct"}"#
                ),
                (.post, "/email/change", #"{"email":"eve@example.com","password":"\#(long)"}"#),
                (.delete, "/me", #"{"password":"\#(long)"}"#),
            ] {
                try await api.send(method, "/api/auth\(path)", body, headers: headers)
                    .expectEnvelope(401, error: "invalid_credentials")
            }
        }
    }
}
#endif
