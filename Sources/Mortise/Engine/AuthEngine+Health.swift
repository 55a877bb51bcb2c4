import MortiseSQL

/// Whether a part that the engine needs is there.
public struct HealthCheck: Sendable, Hashable {
    /// The part: `database`, `migrations`, `keyring`.
    public let name: String
    /// Whether it is as it must be.
    public let isHealthy: Bool
    /// What is wrong; `ok` otherwise. For operators.
    public let detail: String
}

extension AuthEngine {
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
        ]
    }

    private func check(_ name: String, _ body: () async throws -> Void) async -> HealthCheck {
        do {
            try await body()
            return HealthCheck(name: name, isHealthy: true, detail: "ok")
        } catch {
            return HealthCheck(name: name, isHealthy: false, detail: "\(error)")
        }
    }
}
