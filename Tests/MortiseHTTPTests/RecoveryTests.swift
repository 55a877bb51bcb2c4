#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// What goes by a link in a mail.
@Suite struct RecoveryTests {
    private static let new = "battery horse correct"

    @Test(arguments: TestBackend.one)
    func `an address is verified by its link, which looking at leaves as it is`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.send(
                .post, "/api/auth/register", #"{"email":"\#(API.address)","password":"\#(API.password)"}"#
            ).expectEnvelope(202)
            #expect(try await api.logInStatus() == 403)
            let first = try await api.engine.mailedToken(to: API.address)
            let resent = try await api.send(
                .post, "/api/auth/verify-email/resend", #"{"email":"\#(API.address)"}"#)
            try resent.expectEnvelope(202)
            #expect(try resent.data == ["status": "verification_sent"])
            let token = try await api.engine.mailedToken(to: API.address)
            // A newer link ends the older one.
            try await api.send(.get, "/api/auth/verify-email/\(first)")
                .expectEnvelope(400, error: "token_invalid")
            let path = "/api/auth/verify-email/\(token)"
            for _ in 1...2 { try await api.send(.get, path).expectEnvelope(200) }
            #expect(try await api.send(.head, path).status == 200)
            #expect(try await api.logInStatus() == 403)
            let verified = try await api.send(.post, path)
            try verified.expectEnvelope(200)
            #expect(try verified.data == ["status": "verified"])
            #expect(try await api.logInStatus() == 200)
            try await api.send(.post, path).expectEnvelope(400, error: "token_invalid")
            try await api.send(.get, path).expectEnvelope(400, error: "token_invalid")
        }
    }

    @Test(arguments: TestBackend.one)
    func `a password is reset by its link, once`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let session = try await api.logIn()
            let known = try await api.send(.post, "/api/auth/reset-password", #"{"email":"\#(API.address)"}"#)
            let unknown = try await api.send(.post, "/api/auth/reset-password", #"{"email":"eve@example.com"}"#)
            try known.expectEnvelope(202)
            #expect(unknown.status == 202)
            #expect(try known.bytesWithoutRequestID == unknown.bytesWithoutRequestID)
            #expect(known.headers.map(\.name) == unknown.headers.map(\.name))
            let token = try await api.engine.mailedToken(to: API.address)
            #expect(api.engine.mail.sent(to: "eve@example.com").isEmpty)

            let path = "/api/auth/reset-password/confirm"
            func confirm(_ password: String, _ more: String = "") async throws -> Answer {
                try await api.send(.post, path, #"{"token":"\#(token)","password":"\#(password)"\#(more)}"#)
            }
            let weak = try await confirm("password")
            try weak.expectEnvelope(422, error: "weak_password")
            let mismatch = try await confirm(Self.new, #","password_confirmation":"another one""#)
            try mismatch.expectEnvelope(422, error: "validation_failed")
            #expect(try mismatch.fault("password_confirmation") == ["mismatch"])
            // A token is good for its purpose alone.
            try await api.send(.post, "/api/auth/verify-email/\(token)").expectEnvelope(400, error: "token_invalid")
            let done = try await confirm(Self.new)
            #expect(done.status == 204 && done.bytes.isEmpty)
            try await confirm(Self.new).expectEnvelope(400, error: "token_invalid")
            #expect(try await !api.isAlive(session))
            #expect(try await api.logInStatus() == 401)
            #expect(try await api.logInStatus(password: Self.new) == 200)
        }
    }

    @Test(arguments: TestBackend.one)
    func `a changed password ends the other sessions and renews this one`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            let path = "/api/auth/password/change"
            let body = #"{"current_password":"\#(API.password)","password":"\#(Self.new)"}"#
            try await api.send(.post, path, body).expectEnvelope(401, error: "session_required")
            let here = try await api.logIn()
            let there = try await api.logIn()
            try await api.send(
                .post, path, #"{"current_password":"wrong horse","password":"\#(Self.new)"}"#,
                headers: api.bearer(here)
            ).expectEnvelope(401, error: "invalid_credentials")
            try await api.send(
                .post, path, #"{"current_password":"\#(API.password)","password":"password"}"#,
                headers: api.bearer(here)
            ).expectEnvelope(422, error: "weak_password")
            let changed = try await api.send(.post, path, body, headers: api.bearer(here))
            try changed.expectEnvelope(200)
            #expect(try changed.data?.objectValue?.keys == ["session", "device"])
            #expect(changed.headers[.setCookie] == nil)
            let token = try #require(try changed.data?["session"]?["token"]?.stringValue)
            for old in [here, there] { #expect(try await !api.isAlive(old)) }
            #expect(try await api.isAlive(token))

            // A browser gets its new session as it had the old one.
            let back = try await api.send(
                .post, path, #"{"current_password":"\#(Self.new)","password":"\#(API.password)"}"#,
                headers: [.cookie: "__Host-mortise=\(token)", .origin: "https://auth.example.com"])
            try back.expectEnvelope(200)
            let cookies = back.headers[values: .setCookie]
            #expect(cookies.map { $0.prefix { $0 != "=" } } == ["__Host-mortise", "__Host-mortise-device"])
            #expect(try back.data?.objectValue?.keys == ["session"])
            #expect(try back.data?["session"]?["token"] == nil)
            let value = try #require(cookies.first?.split(separator: ";").first)
            try await api.send(.get, "/api/auth/session", headers: [.cookie: String(value)]).expectEnvelope(200)
            #expect(try await api.logInStatus() == 200)
        }
    }

    @Test(arguments: TestBackend.one)
    func `an address is changed by a link to the new one, and changed back by one to the old`(
        backend: TestBackend
    ) async throws {
        try await backend.withAPI { api in
            try await api.makeUser()
            try await api.makeUser("eve@example.com")
            let session = api.bearer(try await api.logIn())
            func ask(_ address: String, _ password: String = API.password) async throws -> Answer {
                try await api.send(
                    .post, "/api/auth/email/change", #"{"password":"\#(password)","email":"\#(address)"}"#,
                    headers: session)
            }
            try await ask("new@example.com", "wrong horse").expectEnvelope(401, error: "invalid_credentials")
            let malformed = try await ask("new")
            try malformed.expectEnvelope(422, error: "validation_failed")
            #expect(try malformed.fault("email") == ["malformed"])
            let taken = try await ask("eve@example.com")
            let free = try await ask("new@example.com")
            try free.expectEnvelope(202)
            #expect(try taken.bytesWithoutRequestID == free.bytesWithoutRequestID)

            func show(_ token: String, to path: String) async throws -> Answer {
                try await api.send(.post, "/api/auth/email/change/\(path)", #"{"token":"\#(token)"}"#)
            }
            let token = try await api.engine.mailedToken(to: "new@example.com")
            try await show(token, to: "undo").expectEnvelope(400, error: "token_invalid")
            try await show(token, to: "confirm").expectEnvelope(200)
            try await show(token, to: "confirm").expectEnvelope(400, error: "token_invalid")
            try await api.send(.get, "/api/auth/session", headers: session)
                .expectEnvelope(401, error: "session_required")
            #expect(try await api.logInStatus("new@example.com") == 200)
            let undo = try await api.engine.mailedToken(to: API.address)
            try await show(undo, to: "undo").expectEnvelope(200)
            try await show(undo, to: "undo").expectEnvelope(400, error: "token_invalid")
            // Whoever changed the address may know the password.
            #expect(try await api.logInStatus() == 401)
            #expect(try await api.logInStatus("new@example.com") == 401)
        }
    }

    @Test(arguments: TestBackend.one)
    func `a device that logged in before passes a lock, which its mail lifts`(backend: TestBackend) async throws {
        var engine = AuthConfiguration.forTesting
        engine.rateLimits.failuresUntilLock = 2
        try await backend.withAPI(engine: engine) { api in
            try await api.makeUser()
            let right = #"{"email":"\#(API.address)","password":"\#(API.password)""#
            let first = try await api.send(.post, "/api/auth/login", right + #","session":"token"}"#)
            let device = try #require(try first.data?["device"]?.stringValue)
            for _ in 1...2 { #expect(try await api.logInStatus(password: "wrong horse") == 401) }
            try await api.send(.post, "/api/auth/login", right + "}")
                .expectEnvelope(401, error: "invalid_credentials")
            let malformed = try await api.send(.post, "/api/auth/login", right + #","device":"x"}"#)
            try malformed.expectEnvelope(422, error: "validation_failed")
            #expect(try malformed.fault("device") == ["malformed"])
            // In the body or as a cookie.
            try await api.send(.post, "/api/auth/login", right + #","device":"\#(device)"}"#).expectEnvelope(200)
            for _ in 1...2 { #expect(try await api.logInStatus(password: "wrong horse") == 401) }
            try await api.send(
                .post, "/api/auth/login", right + "}", headers: [.cookie: "__Host-mortise-device=\(device)"]
            ).expectEnvelope(200)
        }
        try await backend.withAPI(engine: engine) { api in
            try await api.makeUser()
            for _ in 1...2 { #expect(try await api.logInStatus(password: "wrong horse") == 401) }
            #expect(try await api.logInStatus() == 401)
            let token = try await api.engine.mailedToken(to: API.address)
            #expect(try await api.send(.post, "/api/auth/unlock", #"{"token":"\#(token)"}"#).status == 204)
            #expect(try await api.logInStatus() == 200)
            try await api.send(.post, "/api/auth/unlock", #"{"token":"\#(token)"}"#)
                .expectEnvelope(400, error: "token_invalid")
        }
    }

    @Test(arguments: TestBackend.one, [false, true])
    func `opening a verification link verifies where the configuration says so, and HEAD never does`(
        backend: TestBackend, consumes: Bool
    ) async throws {
        try await backend.withAPI(.router, { $0.consumesOnGet = consumes }) { api in
            try await api.send(
                .post, "/api/auth/register", #"{"email":"\#(API.address)","password":"\#(API.password)"}"#
            ).expectEnvelope(202)
            let path = "/api/auth/verify-email/\(try await api.engine.mailedToken(to: API.address))"
            #expect(try await api.send(.head, path).status == 200)
            let answer = try await api.send(.get, path)
            try answer.expectEnvelope(200)
            #expect(try answer.data == ["status": consumes ? "verified" : "valid"])
            #expect(try await api.engine.auth.user(email: API.address)?.isVerified == consumes)
            let again = try await api.send(.get, path)
            try again.expectEnvelope(consumes ? 400 : 200, error: consumes ? "token_invalid" : nil)
        }
    }
}
#endif
