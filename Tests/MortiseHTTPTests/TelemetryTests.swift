#if HTTP
import CoreMetrics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryTracing
import MetricsTestKit
import Mortise
import MortiseTesting
import Testing
import Tracing

@testable import MortiseHTTP

/// What requests leave in metrics and traces.
@Suite struct TelemetryTests {
    private func withObservedAPI(
        _ metrics: TestMetrics, _ tracer: InMemoryTracer, _ body: @Sendable (API) async throws -> Void
    ) async throws {
        try await TestBackend.sqliteMemory.withEngine { engine in
            let configuration = try HTTPConfiguration.forTesting()
            let server = AuthServer(engine: engine.auth, configuration: configuration)
            // The backends in force count where the application is made.
            let application = withMetricsFactory(metrics) { withTracer(tracer) { server.application } }
            try await application.test(.router) { client in
                try await body(API(engine: engine, client: client, contract: Contract(configuration)))
            }
        }
    }

    @Test func `requests are counted and timed by route and code, whatever clients send`() async throws {
        let metrics = TestMetrics()
        try await withObservedAPI(metrics, InMemoryTracer()) { api in
            try await api.makeUser()
            let token = try await api.logIn()
            for _ in 1...3 { _ = try await api.send(.get, "/api/auth/session?canary", headers: api.bearer(token)) }
            _ = try await api.send(.get, "/api/auth/session")
            for path in ["/canary", "/api/auth/canary"] { _ = try await api.send(.get, path) }
            _ = try await api.send(.get, "/api/auth/verify-email/canary")
            _ = try await api.send(.init("CANARY") ?? .trace, "/api/auth/session")
            func count(_ route: String, _ code: String) -> Int64 {
                metrics.counterTotal(
                    label: "mortise_http_requests_total", dimensions: [("route", route), ("code", code)])
            }
            #expect(count("GET /api/auth/session", "200") == 3)
            #expect(count("GET /api/auth/session", "401") == 1)
            #expect(count("POST /api/auth/login", "200") == 1)
            #expect(count("GET /api/auth/verify-email/{token}", "400") == 1)
            #expect(count("none", "404") == 2)
            #expect(count("none", "405") == 1)
            let timers = metrics.timers(
                label: "mortise_http_request_seconds", dimensions: [("route", "GET /api/auth/session")])
            #expect(timers.reduce(0) { $0 + $1.values.count } == 4)
            let labels =
                metrics.counters.map { "\($0.label) \($0.dimensions)" } + metrics.timers.map { "\($0.dimensions)" }
            #expect(!labels.contains { $0.lowercased().contains("canary") || $0.contains(token) })
        }
    }

    @Test func `a request is a span below the one that its client names`() async throws {
        let tracer = InMemoryTracer()
        try await withObservedAPI(TestMetrics(), tracer) { api in
            let trace = try #require(HTTPField.Name(InMemoryTracer.traceIDKey))
            let parent = try #require(HTTPField.Name(InMemoryTracer.spanIDKey))
            _ = try await api.send(
                .get, "/api/auth/verify-email/canary", headers: [trace: "trace-of-client", parent: "span-of-client"])
            let span = try #require(
                tracer.finishedSpans.first { $0.operationName == "GET /api/auth/verify-email/{token}" })
            #expect(span.attributes["http.response.status_code"]?.toSpanAttribute() == .int(400))
            #expect(span.attributes["http.request.method"]?.toSpanAttribute() == .string("GET"))
            #expect(span.traceID == "trace-of-client" && span.parentSpanID == "span-of-client")
            var told = "\(span.operationName)"
            span.attributes.forEach { told += " \($0) \($1)" }
            #expect(!told.contains("canary"))
        }
    }

    @Test func `the metrics can be read from chosen networks alone, and are off without any`() async throws {
        try await TestBackend.sqliteMemory.withAPI(.live) { api in
            try await api.send(.get, "/metrics").expectEnvelope(404, error: "not_found")
        }
        let proxy = try #require(IPNetwork("127.0.0.1"))
        let inside = try #require(IPNetwork("10.0.0.0/8"))
        try await TestBackend.sqliteMemory.withAPI(
            .live,
            {
                $0.trustedProxies = [proxy]
                $0.metrics = MetricsPage(for: [inside]) { "up 1\n" }
            }
        ) { api in
            let answer = try await api.send(.get, "/metrics", headers: [.xForwardedFor: "10.1.2.3"])
            #expect(answer.status == 200 && answer.bytes == Array("up 1\n".utf8))
            for client in ["192.0.2.1", "10.1.2.3, 192.0.2.1", ""] {
                try await api.send(.get, "/metrics", headers: [.xForwardedFor: client])
                    .expectEnvelope(404, error: "not_found")
            }
        }
    }
}
#endif
