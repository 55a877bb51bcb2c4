#if HTTP
import HTTPTypes
import HummingbirdTesting
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct LogTests {
    @Test func `the log names the route of a request, and neither its path nor its secrets`() async throws {
        let log = CapturedLog()
        try await TestBackend.sqliteMemory.withEngine { engine in
            let server = AuthServer(engine: engine.auth, configuration: try .forTesting(), logger: log.logger)
            try await server.application.test(.router) { client in
                let api = API(engine: engine, client: client, contract: Contract(try .forTesting()))
                try await api.makeUser()
                let token = try await api.logIn()
                let answer = try await api.send(
                    .get, "/api/auth/session?canary", headers: [.authorization: "Bearer \(token)"])
                _ = try await api.send(.get, "/canary", headers: [.userAgent: "canary", .referer: "canary"])
                let id = try #require(answer.headers[.xRequestID])
                let line = try #require(log.lines.first { $0.contains("request_id=\(id)") })
                #expect(line.hasPrefix("info request client=none duration_us="))
                #expect(line.hasSuffix("method=GET request_id=\(id) route=/api/auth/session status=200"))
                #expect(log.lines.contains { $0.contains("route=none status=404") })
                for secret in ["canary", token, API.password, API.address] {
                    #expect(!log.lines.contains { $0.contains(secret) })
                }
            }
        }
    }
}
#endif
