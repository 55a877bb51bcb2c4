#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct BadInputTests {
    private static let paths = ["/api/auth/register", "/api/auth/login", "/api/auth/logout"]

    /// Bodies that are no strict JSON object, whatever the route.
    private static let unreadable: [[UInt8]] =
        [
            "{", "}", "[]", "null", "1", #""x""#, "{}}", "{} x", "{,}", #"{"email":"a",}"#, #"{"email":"a""#,
            #"{email:"a"}"#, "{'email':'a'}", #"{"email":"a","email":"b"}"#, #"{"email":"a","\u0065mail":"b"}"#,
            #"{"email":"\ud800"}"#, #"{"email":"\x"}"#, "{\"email\":\"a\nb\"}", "{\"email\":\"a\0b\"}",
            #"{"email":1e999}"#, #"{"email":01}"#, #"{"email":NaN}"#, #"{"email":99999999999999999999}"#, "\0",
            "/**/{}",
        ].map { Array($0.utf8) } + [
            [0xEF, 0xBB, 0xBF] + Array("{}".utf8),
            [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x7B, 0x00, 0x7D, 0x00],
            Array(#"{"email":""#.utf8) + [0xFF] + Array(#""}"#.utf8),
            Array(#"{"email":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8),
            Array(#"{"email":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8),
            Array(repeating: UInt8(ascii: "["), count: 60_000),
            Array((String(repeating: #"{"a":"#, count: 17) + "1" + String(repeating: "}", count: 17)).utf8),
            Array(#"{"email":"#.utf8) + Array(String(repeating: "[", count: 16).utf8)
                + Array(String(repeating: "]", count: 16).utf8) + Array("}".utf8),
        ]

    @Test(arguments: TestBackend.one, paths)
    func `a body that is no strict JSON object is refused`(backend: TestBackend, path: String) async throws {
        try await backend.withAPI { api in
            for body in Self.unreadable {
                try await api.send(.post, path, bytes: body).expectEnvelope(400, error: "bad_json")
            }
        }
    }

    @Test(arguments: TestBackend.one, paths)
    func `a body of another media type is refused`(backend: TestBackend, path: String) async throws {
        try await backend.withAPI { api in
            for type in [nil, "", "text/plain", "application/json; charset=utf-16", "multipart/form-data"] {
                try await api.send(.post, path, bytes: Array("{}".utf8), contentType: type)
                    .expectEnvelope(415, error: "unsupported_media_type")
            }
            // Before its size, as its size comes before its content.
            let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
            try await api.send(.post, path, bytes: large, contentType: "text/plain")
                .expectEnvelope(415, error: "unsupported_media_type")
        }
    }

    @Test(arguments: TestBackend.one, paths)
    func `a body above 64 KiB is refused`(backend: TestBackend, path: String) async throws {
        try await backend.withAPI { api in
            for size in [65_537, 1_000_000] {
                let answer = try await api.send(.post, path, bytes: [UInt8](repeating: 0x20, count: size))
                try answer.expectEnvelope(413, error: "body_too_large")
                #expect(answer.headers[.connection] == "close")
            }
            try await api.send(.post, path, bytes: [UInt8](repeating: 0x20, count: 65_536))
                .expectEnvelope(400, error: "bad_json")
        }
    }

    @Test(arguments: TestBackend.one, paths)
    func `fields of another type are refused`(backend: TestBackend, path: String) async throws {
        try await backend.withAPI { api in
            for value in ["1", "1.5", "true", "[]", "{}", #"["a"]"#] {
                let names = path.hasSuffix("logout") ? ["scope"] : ["email", "password"]
                let body = "{" + names.map { "\"\($0)\":\(value)" }.joined(separator: ",") + "}"
                let answer = try await api.send(.post, path, body)
                try answer.expectEnvelope(422, error: "validation_failed")
                for name in names { #expect(try answer.fault(name) == ["wrong_type"]) }
            }
        }
    }

    @Test(arguments: TestBackend.one, paths)
    func `unknown fields are refused by name, a few of them`(backend: TestBackend, path: String) async throws {
        try await backend.withAPI { api in
            let one = try await api.send(.post, path, #"{"e\u006dails":null,"__proto__":{"admin":true}}"#)
            try one.expectEnvelope(422, error: "validation_failed")
            #expect(try one.fault("emails") == ["unknown"])
            #expect(try one.fault("__proto__") == ["unknown"])

            let long = String(repeating: #"\u0000"#, count: 500)
            let many = (0..<18).map { #""\#($0)\#(long)":1"# }.joined(separator: ",")
            let answer = try await api.send(.post, path, "{\(many)}")
            try answer.expectEnvelope(422, error: "validation_failed")
            let fields = try #require(try answer.json["meta"]?["fields"]?.objectValue)
            #expect(fields.count { $0.value == ["unknown"] } == 16)
            #expect(answer.bytes.count < 10_000)
        }
    }

    @Test(arguments: TestBackend.one, ["/api/auth/register", "/api/auth/login"])
    func `fields that are missing, empty, null, too long or hold NUL are refused`(
        backend: TestBackend, path: String
    ) async throws {
        try await backend.withAPI { api in
            for body in ["{}", #"{"email":null,"password":null}"#, #"{"email":"","password":""}"#] {
                let answer = try await api.send(.post, path, body)
                try answer.expectEnvelope(422, error: "validation_failed")
                #expect(try answer.fault("email") == ["required"])
                #expect(try answer.fault("password") == ["required"])
            }
            let long = String(repeating: "x", count: 20_000)
            let answer = try await api.send(.post, path, #"{"email":"\#(long)","password":"\#(long)"}"#)
            try answer.expectEnvelope(422, error: "validation_failed")
            #expect(try answer.fault("email") == ["too_long"])
            #expect(try answer.fault("password") == ["too_long"])
            let nul = try await api.send(
                .post, path, #"{"email":"a\u0000b@example.com","password":"correct\u0000horse"}"#)
            try nul.expectEnvelope(422, error: "validation_failed")
            #expect(try nul.fault("email") == ["malformed"])
        }
    }

    @Test(arguments: TestBackend.one)
    func `a NUL is part of a password`(backend: TestBackend) async throws {
        try await backend.withAPI(.router, { $0.revealsAccounts = true }) { api in
            let whole = #"{"email":"ada@example.com","password":"correct\u0000horse"}"#
            try await api.send(.post, "/api/auth/register", whole).expectEnvelope(201)
            try await api.send(.post, "/api/auth/login", whole).expectEnvelope(403, error: "email_unverified")
            try await api.send(.post, "/api/auth/login", #"{"email":"ada@example.com","password":"correct"}"#)
                .expectEnvelope(401, error: "invalid_credentials")
        }
    }

    @Test(arguments: ["/api/auth/session", "/livez", "/readyz"])
    func `a body where none belongs is not read`(path: String) async throws {
        try await TestBackend.sqliteMemory.withAPI(.live) { api in
            let answer = try await api.send(.get, path, bytes: [0xFF, 0x00], contentType: "text/plain")
            #expect([200, 401].contains(answer.status))
        }
    }

    @Test func `a logout needs no body, and an empty one is none`() async throws {
        try await TestBackend.sqliteMemory.withAPI { api in
            #expect(try await api.send(.post, "/api/auth/logout", bytes: [], contentType: nil).status == 204)
            #expect(try await api.send(.post, "/api/auth/logout", "{}").status == 204)
            try await api.send(.post, "/api/auth/login").expectEnvelope(400, error: "bad_json")
        }
    }
}
#endif
