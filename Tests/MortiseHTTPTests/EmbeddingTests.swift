#if HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortise
import MortiseSQL
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

/// The middleware in the router of an app.
@Suite struct EmbeddingTests {
    private struct AppContext: AuthRequestContext {
        var coreContext: CoreRequestContextStorage
        let remoteAddress: SocketAddress?
        var auth = RequestAuth()

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            remoteAddress = source.channel.remoteAddress
        }
    }

    /// Runs a test with an app whose routes ask for more and more of their callers.
    private func withApp(
        _ backend: TestBackend, engine: AuthConfiguration = .forTesting,
        _ body: @Sendable (API) async throws -> Void
    ) async throws {
        let configuration = try HTTPConfiguration.forTesting()
        try await backend.withEngine(configuration: engine) { engine in
            let router = Router(context: AppContext.self)
            AuthRoutes(engine: engine.auth, configuration: configuration).add(to: router)
            let app = router.group().add(
                middleware: SessionMiddleware(engine: engine.auth, configuration: configuration))
            app.get("/open") { _, context in context.auth.user?.email.address ?? "nobody" }
            app.post("/open") { _, _ in "done" }
            app.group().add(middleware: RequireSession()).get("/own") { _, context in
                "\(context.auth.user?.email.address ?? "") \(context.auth.request.clientAddress?.description ?? "-")"
            }
            app.group().add(middleware: RequireVerifiedEmail()).get("/verified") { _, _ in "verified" }
            app.group().add(middleware: RequireRecentAuthentication(engine: engine.auth, within: .seconds(300)))
                .post("/danger") { _, _ in "done" }
            try await Application(router: router).test(.router) { client in
                try await body(API(engine: engine, client: client, contract: Contract(configuration)))
            }
        }
    }

    @Test(arguments: TestBackend.one)
    func `an app's routes know who asks, and turn others away`(backend: TestBackend) async throws {
        try await withApp(backend) { api in
            try await api.makeUser()
            let token = try await api.logIn()
            let open = try await api.send(.get, "/open")
            #expect(open.bytes == Array("nobody".utf8) && open.headers[.xRequestID] != nil)
            #expect(try await api.send(.get, "/open", headers: api.bearer(token)).bytes == Array(API.address.utf8))
            for path in ["/own", "/verified"] {
                for headers: HTTPFields in [
                    [:], api.bearer("x"), api.bearer("mortise_session_" + String(repeating: "A", count: 48)),
                ] {
                    let refused = try await api.send(.get, path, headers: headers)
                    try refused.expectEnvelope(401, error: "session_required")
                    #expect(refused.headers[.wwwAuthenticate] == "Bearer")
                }
                #expect(try await api.send(.get, path, headers: api.bearer(token)).status == 200)
            }
            try await api.engine.auth.logOut(try #require(SessionToken(token)), in: Mortise.RequestContext())
            try await api.send(.get, "/own", headers: api.bearer(token)).expectEnvelope(401, error: "session_required")
        }
    }

    @Test(arguments: TestBackend.one)
    func `who has not verified an address is turned away where that counts`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.requiresVerifiedEmail = false
        try await withApp(backend, engine: configuration) { api in
            let body = #"{"email":"\#(API.address)","password":"\#(API.password)"}"#
            #expect(try await api.send(.post, "/api/auth/register", body).status == 202)
            let token = try await api.logIn()
            #expect(try await api.send(.get, "/own", headers: api.bearer(token)).status == 200)
            try await api.send(.get, "/verified", headers: api.bearer(token))
                .expectEnvelope(403, error: "email_unverified")
        }
    }

    @Test(arguments: TestBackend.one)
    func `what is dangerous needs a password given lately`(backend: TestBackend) async throws {
        try await withApp(backend) { api in
            try await api.makeUser()
            let token = try await api.logIn()
            try await api.send(.post, "/danger").expectEnvelope(401, error: "session_required")
            #expect(try await api.send(.post, "/danger", headers: api.bearer(token)).status == 200)
            api.engine.clock.advance(by: .seconds(300))
            #expect(try await api.send(.post, "/danger", headers: api.bearer(token)).status == 200)
            api.engine.clock.advance(by: .seconds(1))
            // Using the session makes it no fresher.
            #expect(try await api.send(.get, "/own", headers: api.bearer(token)).status == 200)
            try await api.send(.post, "/danger", headers: api.bearer(token))
                .expectEnvelope(401, error: "reauthentication_required")
            let fresh = try await api.logIn()
            #expect(try await api.send(.post, "/danger", headers: api.bearer(fresh)).status == 200)
        }
    }

    @Test func `a page of another site cannot use the cookie at an app's routes`() async throws {
        try await withApp(.sqliteMemory) { api in
            try await api.makeUser()
            let cookie = "__Host-mortise=\(try await api.logIn())"
            for origin: HTTPFields in [[:], [.origin: "https://evil.example"], [.secFetchSite: "cross-site"]] {
                var headers = origin
                headers[.cookie] = cookie
                try await api.send(.post, "/open", headers: headers).expectEnvelope(403, error: "csrf_failed")
                #expect(try await api.send(.get, "/own", headers: headers).status == 200)
            }
            let own: HTTPFields = [.cookie: cookie, .origin: "https://auth.example.com"]
            #expect(try await api.send(.post, "/open", headers: own).status == 200)
        }
    }

    @Test(arguments: TestBackend.one)
    func `without the database an app's routes say so to whoever brings a session`(
        backend: TestBackend
    ) async throws {
        try await backend.withStorage { storage in
            let database = try await storage.source.open()
            let engine = try await AuthEngine.open(
                .database(database), keyring: .ephemeral, configuration: .forTesting)
            await database.close()
            let router = Router(context: AppContext.self)
            router.add(middleware: SessionMiddleware(engine: engine, configuration: try .forTesting()))
            router.get("/open") { _, _ in "open" }
            try await Application(router: router).test(.router) { client in
                #expect(try await client.execute(uri: "/open", method: .get).status == .ok)
                let headers: HTTPFields = [
                    .authorization: "Bearer mortise_session_AAAAAQ" + String(repeating: "A", count: 42)
                ]
                try Answer(try await client.execute(uri: "/open", method: .get, headers: headers))
                    .expectEnvelope(503, error: "unavailable")
            }
            await engine.close()
        }
    }
}
#endif
