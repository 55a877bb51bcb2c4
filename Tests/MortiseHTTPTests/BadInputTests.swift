#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

@Suite struct BadInputTests {
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

    @Test func `every route that may read a body is swept`() {
        let swept = Set(BodyRoute.all.map(\.pattern))
        for route in Route.all where route.method != .get && route.name != .revokeSession {
            #expect(swept.contains("\(route.method) \(route.path)"))
        }
    }

    @Test func `the document tells of the fields that are swept`() {
        for route in BodyRoute.all {
            let described = Route.all.first { $0.method == route.method && $0.path == route.path }?.description?.body
            #expect(Set(described?.fields.map(\.name) ?? []) == Set(route.fields), "\(route.pattern)")
            // A name must be there, but may be null.
            let required = Set(described?.fields.filter(\.isRequired).map(\.name) ?? []).subtracting(["display_name"])
            #expect(required == Set(route.required), "\(route.pattern)")
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all)
    func `a body that is no strict JSON object is refused`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            for body in Self.unreadable { try await send(body, .json).expectEnvelope(400, error: "bad_json") }
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all)
    func `a body of another media type is refused`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            for type in [nil, "", "text/plain", "application/json; charset=utf-16", "multipart/form-data"] {
                try await send(Array("{}".utf8), .other(type)).expectEnvelope(415, error: "unsupported_media_type")
            }
            // Before its size, as its size comes before its content.
            let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
            try await send(large, .other("text/plain")).expectEnvelope(415, error: "unsupported_media_type")
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all)
    func `a body above 64 KiB is refused`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            for size in [65_537, 1_000_000] {
                let answer = try await send([UInt8](repeating: 0x20, count: size), .json)
                try answer.expectEnvelope(413, error: "body_too_large")
                #expect(answer.headers[.connection] == "close")
            }
            try await send([UInt8](repeating: 0x20, count: 65_536), .json).expectEnvelope(400, error: "bad_json")
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all.filter { !$0.fields.isEmpty })
    func `fields of another type are refused`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            for value in ["1", "1.5", "true", "[]", "{}", #"["a"]"#] {
                let answer = try await send(route.body { _ in value }, .json)
                try answer.expectEnvelope(422, error: "validation_failed")
                for name in route.fields { #expect(try answer.fault(name) == ["wrong_type"]) }
            }
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all)
    func `unknown fields are refused by name, a few of them`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            let one = try await send(Array(#"{"e\u006dails":null,"__proto__":{"admin":true}}"#.utf8), .json)
            try one.expectEnvelope(422, error: "validation_failed")
            #expect(try one.fault("emails") == ["unknown"])
            #expect(try one.fault("__proto__") == ["unknown"])

            let long = String(repeating: #"\u0000"#, count: 500)
            let many = (0..<18).map { #""\#($0)\#(long)":1"# }.joined(separator: ",")
            let answer = try await send(Array("{\(many)}".utf8), .json)
            try answer.expectEnvelope(422, error: "validation_failed")
            let fields = try #require(try answer.json["meta"]?["fields"]?.objectValue)
            #expect(fields.count { $0.value == ["unknown"] } == 16)
            #expect(answer.bytes.count < 10_000)
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all.filter { !$0.required.isEmpty })
    func `fields that are missing, empty, null or too long are refused`(
        backend: TestBackend, route: BodyRoute
    ) async throws {
        try await backend.withAPI { api in
            let send = try await route.sender(api)
            for body in [Array("{}".utf8), route.body { _ in "null" }, route.body { _ in "\"\"" }] {
                let answer = try await send(body, .json)
                try answer.expectEnvelope(422, error: "validation_failed")
                for name in route.required { #expect(try answer.fault(name) == ["required"]) }
            }
            let long = #""\#(String(repeating: "x", count: 15_000))""#
            let answer = try await send(route.body { _ in long }, .json)
            try answer.expectEnvelope(422, error: "validation_failed")
            for name in route.fields { #expect(try answer.fault(name) == ["too_long"]) }
        }
    }

    @Test(arguments: TestBackend.one, BodyRoute.all.filter { $0.fields.contains("email") })
    func `an address that holds NUL is refused`(backend: TestBackend, route: BodyRoute) async throws {
        try await backend.withAPI { api in
            let nul = try await route.sender(api)(
                route.body { name in
                    switch name {
                    case "email": #""a\u0000b@example.com""#
                    case "session", "device", "password_confirmation": "null"
                    default: #""correct\u0000horse""#
                    }
                }, .json)
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
