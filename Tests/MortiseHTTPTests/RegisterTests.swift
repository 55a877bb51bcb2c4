#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct RegisterTests {
    private static let path = "/api/auth/register"
    private static let body = #"{"email":"\#(API.address)","password":"\#(API.password)"}"#

    @Test(arguments: TestBackend.one)
    func `a new and a known address get the same answer`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            let first = try await api.send(.post, Self.path, Self.body)
            let second = try await api.send(.post, Self.path, Self.body)
            try first.expectEnvelope(202)
            #expect(try first.data == ["status": "verification_sent"])
            #expect(second.status == 202)
            #expect(try first.bytesWithoutRequestID == second.bytesWithoutRequestID)
            #expect(first.headers.map(\.name) == second.headers.map(\.name))
            #expect(try await api.engine.auth.users().count == 1)
        }
    }

    @Test(arguments: TestBackend.one)
    func `where accounts are revealed, the answer has the user, or says that the address is taken`(
        backend: TestBackend
    ) async throws {
        try await backend.withAPI(.router, { $0.revealsAccounts = true }) { api in
            let first = try await api.send(.post, Self.path, Self.body)
            try first.expectEnvelope(201)
            let user = try #require(try first.data?["user"]?.objectValue)
            #expect(
                user.keys == [
                    "id", "email", "display_name", "is_verified", "created_at", "updated_at", "last_login_at",
                    "version",
                ])
            #expect(user["email"] == .string(API.address))
            #expect(user["is_verified"] == false)
            #expect(user["created_at"] == "2026-01-01T00:00:00.000Z")
            #expect(user["last_login_at"] == .null)
            #expect(user["version"] == 1)
            try await api.send(.post, Self.path, Self.body).expectEnvelope(409, error: "email_taken")
        }
    }

    @Test(arguments: TestBackend.one)
    func `a repeated password must be the same, in whichever Unicode form`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            func answer(_ password: String, _ repeated: String) async throws -> Answer {
                let body: JSON = [
                    "email": .string(API.address), "password": .string(password),
                    "password_confirmation": .string(repeated),
                ]
                return try await api.send(.post, Self.path, bytes: body.serialized())
            }
            let wrong = try await answer(API.password, "correct horse batterie")
            try wrong.expectEnvelope(422, error: "validation_failed")
            #expect(try wrong.fault("password_confirmation") == ["mismatch"])
            try await answer("correct horse caf\u{E9}", "correct horse cafe\u{301}").expectEnvelope(202)
        }
    }

    @Test(arguments: TestBackend.one)
    func `a weak password is refused with the rules it breaks`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            let answer = try await api.send(
                .post, Self.path, #"{"email":"ada@example.com","password":"passwor"}"#)
            try answer.expectEnvelope(422, error: "weak_password")
            #expect(try answer.fault("password")?.contains("too_short") == true)
        }
    }

    @Test(arguments: TestBackend.one)
    func `an address that is none is refused with its code`(backend: TestBackend) async throws {
        let codes = [
            "": "required", "ada": "malformed", "a b@example.com": "malformed", "a\\u0000@example.com": "malformed",
            "a\\r\\n@example.com": "malformed", "ad\u{E1}@example.com": "internationalized",
            String(repeating: "a", count: 250) + "@example.com": "too_long",
            String(repeating: "a", count: 5000) + "@example.com": "too_long",
        ]
        try await backend.withAPI { api in
            for (address, code) in codes {
                let answer = try await api.send(
                    .post, Self.path, #"{"email":"\#(address)","password":"\#(API.password)"}"#)
                try answer.expectEnvelope(422, error: "validation_failed")
                #expect(try answer.fault("email") == [code], "\(address)")
            }
        }
    }
}
#endif
