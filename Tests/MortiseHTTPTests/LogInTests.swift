#if HTTP
import HTTPTypes
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct LogInTests {
    private static let path = "/api/auth/login"
    private static let body = #"{"email":"\#(API.address)","password":"\#(API.password)"}"#

    @Test(arguments: TestBackend.one)
    func `a login gives user, session and cookie`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let answer = try await api.send(.post, Self.path, Self.body)
            try answer.expectEnvelope(200)
            let session = try #require(try answer.data?["session"]?.objectValue)
            #expect(session.keys == ["id", "expires_at", "idle_expires_at"])
            #expect(session["expires_at"] == "2026-01-31T00:00:00.000Z")
            #expect(session["idle_expires_at"] == "2026-01-08T00:00:00.000Z")
            #expect(try answer.data?["user"]?["last_login_at"] == "2026-01-01T00:00:00.000Z")
            let cookies = answer.headers[values: .setCookie]
            let cookie = try #require(cookies.first)
            let token = try #require(cookie.split(separator: ";").first?.split(separator: "=").last)
            #expect(
                cookie == "__Host-mortise=\(token); Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax")
            let device = try #require(cookies.last?.split(separator: ";").first?.split(separator: "=").last)
            #expect(device.hasPrefix("mortise_device_"))
            #expect(
                cookies.dropFirst() == [
                    "__Host-mortise-device=\(device); Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax"
                ])

            let shown = try await api.send(
                .get, "/api/auth/session", headers: [.cookie: "__Host-mortise=\(token)"])
            try shown.expectEnvelope(200)
            #expect(try shown.data?["session"] == .object(session))
            #expect(try shown.data?["user"]?["email"] == .string(API.address))
        }
    }

    @Test(arguments: TestBackend.one)
    func `a browser that logs in again ends its old session`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let token = try await api.logIn()
            #expect(try await api.isAlive(token))
            let headers: HTTPFields = [.cookie: "__Host-mortise=\(token)", .origin: "https://auth.example.com"]
            try await api.send(.post, Self.path, Self.body, headers: headers).expectEnvelope(200)
            #expect(try await !api.isAlive(token))
        }
    }

    @Test(arguments: TestBackend.one)
    func `a client that keeps the token itself gets it in the body and no cookie`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let answer = try await api.send(.post, Self.path, Self.body.dropLast() + #","session":"token"}"#)
            try answer.expectEnvelope(200)
            #expect(answer.headers[.setCookie] == nil)
            let token = try #require(try answer.data?["session"]?["token"]?.stringValue)
            try await api.send(.get, "/api/auth/session", headers: [.authorization: "Bearer \(token)"])
                .expectEnvelope(200)
        }
    }

    @Test(arguments: TestBackend.one)
    func `an unknown address and a wrong password get the same answer`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let wrong = try await api.send(
                .post, Self.path, #"{"email":"ada@example.com","password":"wrong horse battery"}"#)
            let unknown = try await api.send(
                .post, Self.path, #"{"email":"eve@example.com","password":"wrong horse battery"}"#)
            try wrong.expectEnvelope(401, error: "invalid_credentials")
            #expect(unknown.status == 401)
            #expect(try wrong.bytesWithoutRequestID == unknown.bytesWithoutRequestID)
            #expect(wrong.headers.map(\.name) == unknown.headers.map(\.name))
            #expect(wrong.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: TestBackend.one)
    func `that an address is not verified comes after the right password only`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.send(.post, "/api/auth/register", Self.body).expectEnvelope(202)
            try await api.send(.post, Self.path, Self.body).expectEnvelope(403, error: "email_unverified")
            try await api.send(.post, Self.path, #"{"email":"ada@example.com","password":"wrong horse"}"#)
                .expectEnvelope(401, error: "invalid_credentials")
        }
    }

    @Test(arguments: TestBackend.one)
    func `a way to keep the session that is unknown is refused`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            let answer = try await api.send(.post, Self.path, Self.body.dropLast() + #","session":"query"}"#)
            try answer.expectEnvelope(422, error: "validation_failed")
            #expect(try answer.fault("session") == ["not_allowed"])
            try await api.makeUser()
            try await api.send(.post, Self.path, Self.body.dropLast() + #","session":null}"#).expectEnvelope(200)
        }
    }
}
#endif
