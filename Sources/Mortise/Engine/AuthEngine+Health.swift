import MortiseSQL

/// How a part that the engine needs is.
public struct HealthCheck: Sendable, Hashable {
    /// A verdict.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It is as it must be.
        case healthy = "ok"
        /// An operator should look, and the engine serves all the same.
        case warning
        /// The engine cannot serve.
        case failed
    }

    /// The part: `database`, `migrations`, `keyring`, `outbox`, `events`.
    public let name: String
    /// How it is.
    public let state: State
    /// What is wrong; `ok` otherwise. For operators.
    public let detail: String

    /// Whether the engine can serve.
    public var isHealthy: Bool { state != .failed }
}

extension AuthEngine {
    /// How long a mail or an event may wait before operators are warned.
    private static let longestWait = Duration.seconds(15 * 60)

    /// Checks what the engine needs to serve, in a few small reads.
    public func health() async -> [HealthCheck] {
        [
            await check("database") { _ = try await database.all(KeyRecords.all()) },
            await check("migrations") {
                let plan = try await Self.migrator(database, clock: clock).plan()
                telemetry.metrics?.arePending(migrations: plan.steps.count)
                if !plan.isEmpty { throw plan.refusal }
            },
            await check("keyring") {
                try KeyRecords.verify(vault, against: try await database.all(KeyRecords.all()))
            },
            // A mail server that is gone must not take every node out of service.
            await check("outbox", failure: .warning) {
                guard configuration.mail != nil, let oldest = try await mailBacklog().oldest else { return }
                try checkWait(of: "a mail", since: oldest)
            },
            // Neither must a subscriber that is down.
            await check("events", failure: .warning) {
                guard !configuration.subscribers.isEmpty, let oldest = try await eventBacklog().oldest else { return }
                try checkWait(of: "an event", since: oldest)
            },
        ]
    }

    /// How many of the engine's migrations the database lacks.
    public func pendingMigrations() async throws -> Int {
        try await Self.migrator(database, clock: clock).plan().steps.count
    }

    private func checkWait(of what: String, since oldest: Instant) throws {
        let wait = clock.now - oldest
        if wait > Self.longestWait { throw LateDelivery(what: what, seconds: wait.components.seconds) }
    }

    private func check(
        _ name: String, failure: HealthCheck.State = .failed, _ body: () async throws -> Void
    ) async -> HealthCheck {
        do {
            try await body()
            return HealthCheck(name: name, state: .healthy, detail: "ok")
        } catch {
            return HealthCheck(name: name, state: failure, detail: "\(error)")
        }
    }
}

/// Something waits for longer than it should.
private struct LateDelivery: Error, CustomStringConvertible {
    let what: String
    let seconds: Int64

    var description: String { "\(what) has waited for \(seconds) seconds" }
}
