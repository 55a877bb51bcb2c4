#if HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortise
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct RoutingTests {
    @Test(arguments: [
        "/", "/api/auth", "/api/auth/", "/api/auth/session/", "//api/auth/session", "/api//auth/session",
        "/api/auth/Session", "/api/auth/%73ession", "/api/auth/session%00", "/api/auth/./session",
        "/api/auth/x/../session", "/api/auth/session;a=b", "/api/auth/session%2F", "/api/auth/sessions/", "/session",
        "/api/auth/sessions/a/b", "/api/auth/verify-email", "/api/auth/verify-email/", "/api/auth/verify-email/a/",
        "/livez/", "/api/auth/livez", "/metrics", "/livez#x",
    ])
    func `a path that is not exactly one of ours is not found`(path: String) async throws {
        for setup in [TestingSetup.router, .live] {
            try await TestBackend.sqliteMemory.withAPI(setup) { api in
                for method: HTTPRequest.Method in [.get, .post, .options, .delete] {
                    try await api.send(method, path).expectEnvelope(404, error: "not_found")
                }
            }
        }
    }

    @Test func `a path that only Swift takes for one of ours is not found`() throws {
        var configuration = try HTTPConfiguration.forTesting()
        configuration.prefix = try PathPrefix("/K")
        let table = RouteTable(configuration)
        #expect(table.endpoint(at: "/K/session") != nil)
        // The Kelvin sign is canonically equivalent to the letter.
        #expect(table.endpoint(at: "/\u{212A}/session") == nil)
        #expect(table.endpoint(at: "/K/sessions/\u{301}x")?.parameter == "\u{301}x")
        #expect(table.endpoint(at: "/\u{212A}/sessions/x") == nil)
    }

    @Test func `a method that a path does not know is not allowed`() async throws {
        try await TestBackend.sqliteMemory.withAPI { api in
            for (path, methods) in [
                ("/api/auth/login", "POST, OPTIONS"), ("/api/auth/session", "GET, HEAD, OPTIONS"),
                ("/api/auth/verify-email/resend", "POST, OPTIONS"),
            ] {
                for method: HTTPRequest.Method in [.put, .delete, .patch, .trace] {
                    let answer = try await api.send(method, path)
                    try answer.expectEnvelope(405, error: "method_not_allowed")
                    #expect(answer.headers[.allow] == methods)
                }
            }
            try await api.send(.get, "/api/auth/login").expectEnvelope(405, error: "method_not_allowed")
            try await api.send(.post, "/api/auth/session").expectEnvelope(405, error: "method_not_allowed")
        }
    }

    @Test func `HEAD is GET without its body`() async throws {
        for setup in [TestingSetup.router, .live] {
            try await TestBackend.sqliteMemory.withAPI(setup) { api in
                try await api.makeUser()
                let headers: HTTPFields = [.authorization: "Bearer \(try await api.logIn())"]
                for (path, headers) in [("/livez", [:]), ("/api/auth/session", [:]), ("/api/auth/session", headers)] {
                    let get = try await api.send(.get, path, headers: headers)
                    let head = try await api.send(.head, path, headers: headers)
                    #expect(head.status == get.status)
                    #expect(head.bytes.isEmpty)
                    let length = try #require(head.headers[.contentLength].flatMap(Int.init))
                    // The request id is part of the body, and not always as long.
                    let difference = try head.requestIDLength - get.requestIDLength
                    #expect(length == get.bytes.count + difference)
                    head.expectCommonHeaders()
                }
            }
        }
    }

    @Test func `OPTIONS tells the methods, and allow-listed origins what their pages may do`() async throws {
        let app = "https://app.example.com"
        let allowed = Set([try #require(Origin(app))])
        try await TestBackend.sqliteMemory.withAPI(.router, { $0.allowedOrigins = allowed }) { api in
            let foreign = try await api.send(.options, "/api/auth/login", headers: [.origin: "https://evil.example"])
            #expect(foreign.status == 204)
            #expect(foreign.headers[.allow] == "POST, OPTIONS")
            #expect(foreign.headers[.accessControlAllowOrigin] == nil)
            #expect(foreign.headers[.accessControlAllowMethods] == nil)
            foreign.expectCommonHeaders()

            let own = try await api.send(.options, "/api/auth/login", headers: [.origin: app])
            #expect(own.status == 204)
            #expect(own.headers[.accessControlAllowOrigin] == app)
            #expect(own.headers[.accessControlAllowCredentials] == "true")
            #expect(own.headers[.accessControlAllowMethods] == "POST, OPTIONS")
            #expect(own.headers[.vary] == "Origin")

            let answer = try await api.send(.get, "/api/auth/session", headers: [.origin: app])
            try answer.expectEnvelope(401, error: "session_required")
            #expect(answer.headers[.accessControlAllowOrigin] == app)
        }
    }

    @Test func `routes move with the prefix and can be switched off`() async throws {
        let prefix = try PathPrefix("/id")
        try await TestBackend.sqliteMemory.withAPI(
            .router,
            {
                $0.prefix = prefix
                $0.routes = [.session]
            }
        ) { api in
            try await api.send(.get, "/id/session").expectEnvelope(401, error: "session_required")
            try await api.send(.get, "/api/auth/session").expectEnvelope(404, error: "not_found")
            try await api.send(.post, "/id/login").expectEnvelope(404, error: "not_found")
            try await api.send(.get, "/livez").expectEnvelope(404, error: "not_found")
        }
    }

    private struct AppContext: RemoteAddressRequestContext {
        var coreContext: CoreRequestContextStorage
        let remoteAddress: SocketAddress?

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            remoteAddress = source.channel.remoteAddress
        }
    }

    @Test func `an app mounts the routes beside its own`() async throws {
        try await TestBackend.sqliteMemory.withEngine { engine in
            let router = Router(context: AppContext.self)
            router.get("/hello") { _, _ in "hello" }
            AuthRoutes(engine: engine.auth, configuration: try .forTesting()).add(to: router)
            try await Application(router: router).test(.router) { client in
                let api = API(engine: engine, client: client, contract: Contract(try .forTesting()))
                #expect(try await api.send(.get, "/hello").bytes == Array("hello".utf8))
                try await api.makeUser()
                let token = try await api.logIn()
                try await api.send(.get, "/api/auth/session", headers: [.authorization: "Bearer \(token)"])
                    .expectEnvelope(200)
                try await api.send(.delete, "/api/auth/session").expectEnvelope(405, error: "method_not_allowed")
                try await api.send(.get, "/api/auth/session/").expectEnvelope(404, error: "not_found")
                try await api.send(.get, "/livez").expectEnvelope(200)
                #expect(try await api.send(.get, "/elsewhere").status == 404)
            }
        }
    }
}
#endif
