#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseSQL
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct HealthTests {
    @Test(arguments: TestBackend.one)
    func `a server that can serve says so`(backend: TestBackend) async throws {
        try await backend.withAPI { api in
            let live = try await api.send(.get, "/livez")
            try live.expectEnvelope(200)
            #expect(try live.data == ["checks": ["process": "ok"]])
            let ready = try await api.send(.get, "/readyz")
            try ready.expectEnvelope(200)
            #expect(
                try ready.data == [
                    "checks": ["database": "ok", "migrations": "ok", "keyring": "ok", "outbox": "ok", "events": "ok"]
                ])
        }
    }

    @Test(arguments: TestBackend.one)
    func `without its database the server lives, is not ready, and serves nothing`(
        backend: TestBackend
    ) async throws {
        try await backend.withStorage { storage in
            let database = try await storage.source.open()
            let engine = try await AuthEngine.open(
                .database(database), keyring: .ephemeral, configuration: .forTesting)
            await database.close()
            let server = AuthServer(engine: engine, configuration: try .forTesting())
            try await server.application.test(.router) { client in
                func answer(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) async throws -> Answer
                {
                    var headers: HTTPFields = [
                        .authorization: "Bearer mortise_session_" + String(repeating: "A", count: 48)
                    ]
                    if body != nil { headers[.contentType] = "application/json" }
                    let buffer = body.map { ByteBuffer(string: $0) }
                    return Answer(try await client.execute(uri: path, method: method, headers: headers, body: buffer))
                }
                try await answer(.get, "/livez").expectEnvelope(200)
                let ready = try await answer(.get, "/readyz")
                try ready.expectEnvelope(503, error: "not_ready")
                #expect(ready.headers[.retryAfter] == "5")
                #expect(try ready.data?["checks"]?["database"] == "failed")
                let body = #"{"email":"ada@example.com","password":"correct horse battery"}"#
                for path in ["/api/auth/register", "/api/auth/login"] {
                    let refused = try await answer(.post, path, body)
                    try refused.expectEnvelope(503, error: "unavailable")
                    let seconds = try #require(refused.headers[.retryAfter])
                    #expect(try refused.json["meta"]?["retry_after"]?.integerValue == Int64(seconds))
                }
            }
            await engine.close()
        }
    }
}
#endif
