import CoreMetrics
import InMemoryTracing
import MetricsTestKit
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing
import Tracing

@testable import Mortise

@Suite struct EngineTelemetryTests {
    @Test(arguments: TestBackend.available)
    func `flows count their outcomes, limits their decisions, the audit log its entries`(backend: TestBackend)
        async throws
    {
        try await record(backend) { test, metrics, _ in
            _ = try await test.signIn()
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            }
            for _ in 0..<5 { _ = try? await test.auth.logIn(email: "bob@example.com", password: good, in: .init()) }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(email: "bob@example.com", password: good, in: .init())
            }
            _ = try await test.auth.register(email: "eve@example.com", password: good, in: .init())
            let verify = try await test.mailedToken(to: "eve@example.com")
            try await test.auth.verifyEmail(token: verify, in: .init())
            await expect(.tokenInvalid) { try await test.auth.verifyEmail(token: verify, in: .init()) }
            try await test.auth.requestPasswordReset(email: "eve@example.com", in: .init())
            let reset = try await test.mailedToken(to: "eve@example.com")
            try await test.auth.resetPassword(token: reset, password: other, in: .init())
            await expect(.tokenInvalid) {
                try await test.auth.resetPassword(token: reset, password: other, in: .init())
            }
            func total(_ name: String, _ labels: [(String, String)]) -> Int64 {
                metrics.counterTotal(label: name, dimensions: labels)
            }
            for (name, result, count) in [
                ("mortise_login_total", "success", 1), ("mortise_login_total", "invalid_credentials", 6),
                ("mortise_login_total", "rate_limited", 1), ("mortise_email_verification_total", "success", 1),
                ("mortise_email_verification_total", "token_invalid", 1),
                ("mortise_password_reset_total", "requested", 1), ("mortise_password_reset_total", "success", 1),
                ("mortise_password_reset_total", "token_invalid", 1), ("mortise_outbox_attempts_total", "sent", 2),
            ] as [(String, String, Int64)] {
                #expect(total(name, [("result", result)]) == count, "\(name) \(result)")
            }
            #expect(total("mortise_rate_limit_total", [("policy", "login_account"), ("decision", "admitted")]) == 7)
            #expect(total("mortise_rate_limit_total", [("policy", "login_account"), ("decision", "denied")]) == 1)
            let events = try await test.auth.auditEvents(AuditQuery(limit: 1000)).events
            for action in AuditEvent.Action.allCases {
                let written = events.count { $0.action == action }
                #expect(
                    total("mortise_audit_events_total", [("action", action.rawValue)]) == Int64(written), "\(action)")
            }
            let hashes = try metrics.expectTimer("mortise_hash_seconds").values
            #expect(hashes.count > 8 && hashes.allSatisfy { $0 > 0 })
        }
    }

    @Test(arguments: TestBackend.available)
    func `an entry that was rolled back is not counted, and one that was tried twice is counted once`(
        backend: TestBackend
    ) async throws {
        try await record(backend) { test, metrics, _ in
            var tries = 0
            for isKept in [false, true] {
                try? await test.database.transaction { transaction in
                    try await test.auth.audit.record(
                        .logout, by: .user, of: nil, in: .init(), at: test.clock.now, on: transaction)
                    tries += 1
                    if tries == 2 { throw DatabaseError(.serialization, "a rival was first") }
                    if !isKept { throw CancellationError() }
                }
            }
            #expect(tries == 3)
            #expect(metrics.counterTotal(label: "mortise_audit_events_total", dimensions: [("action", "LOGOUT")]) == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `gauges tell what waits, and the build`(backend: TestBackend) async throws {
        try await record(backend) { test, metrics, _ in
            #expect(try metrics.expectMeter("mortise_migrations_pending").values.last == 0)
            #expect(try metrics.expectMeter("mortise_build_info", [("version", AuthEngine.version)]).values == [1])
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            test.clock.advance(by: .seconds(90))
            _ = try await test.auth.mailBacklog()
            #expect(try metrics.expectMeter("mortise_outbox_depth").values.last == 1)
            #expect(try metrics.expectMeter("mortise_outbox_oldest_seconds").values.last == 90)
            try await test.auth.deliverMail()
            _ = try await test.auth.mailBacklog()
            #expect(try metrics.expectMeter("mortise_outbox_depth").values.last == 0)
            #expect(try metrics.expectMeter("mortise_outbox_oldest_seconds").values.last == 0)
            #expect(try metrics.expectMeter("mortise_hash_queue_depth").values.last == 0)
        }
    }

    @Test(arguments: TestBackend.available)
    func `events that wait are told apart from mails, by gauges and by health`(backend: TestBackend) async throws {
        struct Down: Error {}
        let isDown = Locked(true)
        var configuration = AuthConfiguration.forTesting
        configuration.subscribers = [
            EventSubscriber("app", to: [.registered]) { _ in if isDown.withLock({ $0 }) { throw Down() } }
        ]
        try await record(backend, configuration) { test, metrics, _ in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            test.clock.advance(by: .seconds(90))
            try await test.auth.deliverEvents()
            _ = try await test.auth.eventBacklog()
            #expect(try eventGauges(metrics) == [1, 90])
            #expect(await eventHealth(test) == .healthy)
            test.clock.advance(by: .seconds(811))
            #expect(await eventHealth(test) == .warning)
            #expect(await test.auth.health().allSatisfy(\.isHealthy), "a subscriber that is down stops no node")
            isDown.withLock { $0 = false }
            try await test.auth.deliverEvents()
            #expect(await eventHealth(test) == .healthy)
            #expect(try eventGauges(metrics) == [0, 0])
            for (result, count) in [("postponed", 1), ("sent", 1)] as [(String, Int64)] {
                #expect(
                    metrics.counterTotal(
                        label: "mortise_event_outbox_attempts_total", dimensions: [("result", result)]) == count)
            }
        }
    }

    private func eventGauges(_ metrics: TestMetrics) throws -> [Double?] {
        let depth = try metrics.expectMeter("mortise_event_outbox_depth")
        let oldest = try metrics.expectMeter("mortise_event_outbox_oldest_seconds")
        return [depth.values.last, oldest.values.last]
    }

    private func eventHealth(_ test: TestEngine) async -> HealthCheck.State? {
        await test.auth.health().first { $0.name == "events" }?.state
    }

    @Test func `a hash that nobody has time for is counted`() async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.hashingQueueLimit = 0
        try await record(.sqliteMemory, configuration) { test, metrics, _ in
            let refused = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        do throws(AuthError) {
                            _ = try await test.auth.logIn(
                                email: "user\(index)@example.com", password: good, in: .init())
                            return false
                        } catch { return error.code.label == "overloaded" }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let rejected = try metrics.expectCounter("mortise_hash_rejected_total").totalValue
            #expect(rejected == Int64(refused))
            #expect(
                metrics.counterTotal(label: "mortise_login_total", dimensions: [("result", "overloaded")])
                    == Int64(refused))
        }
    }

    @Test(arguments: TestBackend.available)
    func `each flow is a span around its statements, with its result and no secret`(backend: TestBackend) async throws {
        try await record(backend) { test, _, tracer in
            let signIn = try await test.signIn()
            let context = RequestContext(requestID: "traced")
            _ = try await test.auth.authenticate(signIn.token, in: context)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: context)
            }
            test.faults.strike(call: 1, with: .fail(DatabaseError(.connectionLost, "made to fail")))
            await expect(.unavailable(retryAfter: 1)) {
                _ = try await test.auth.authenticate(signIn.token, in: context)
            }
            test.faults.stop()
            let spans = tracer.finishedSpans.filter { $0.attributes.get("mortise.request_id") == .string("traced") }
            #expect(spans.map(\.operationName) == ["authenticate", "log_in", "authenticate"])
            #expect(
                spans.map { $0.attributes.get("mortise.result") }
                    == [.string("success"), .string("invalid_credentials"), .string("unavailable")])
            #expect(spans.map { $0.status?.code } == [nil, nil, .error])
            let lookup = try #require(tracer.finishedSpans.last { $0.operationName == "sessions.by_token" })
            #expect(spans.contains { $0.spanID == lookup.parentSpanID })
            let text = tracer.finishedSpans.map { "\($0.operationName) \($0.attributes) \($0.errors) \($0.events)" }
                .joined()
            #expect(!text.contains("example.com") && !text.contains(signIn.token.reveal()))
        }
    }

    private func record(
        _ backend: TestBackend, _ configuration: AuthConfiguration = .forTesting,
        _ body: (TestEngine, TestMetrics, InMemoryTracer) async throws -> Void
    ) async throws {
        let metrics = TestMetrics()
        let tracer = InMemoryTracer()
        try await withMetricsFactory(metrics) {
            try await withTracer(tracer) {
                try await backend.withEngine(configuration: configuration) { try await body($0, metrics, tracer) }
            }
        }
    }
}
