import InMemoryTracing
import Logging
import MetricsTestKit
import MortiseSQL
import MortiseTesting
import Testing
import Tracing

@Suite struct TelemetryTests {
    @Test(arguments: TestBackend.available)
    func `each statement has its duration, its span and its line in the log`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend) { database in
            try await database.execute(Jottings.create)
            try await database.execute(Jottings.add(1, "one"))
            _ = try await database.first(Jottings.find("one"))
            _ = try await database.first(Jottings.find("two"))
        }
        #expect(recording.times("jottings.add") == 1)
        #expect(recording.times("jottings.find") == 2)
        #expect(recording.times("once") == 1 && recording.times("jottings.create") == 0)
        let span = try #require(recording.spans("jottings.add").first)
        #expect(span.kind == .client && span.status == nil && span.parentSpanID == nil)
        #expect(span.attributes.get("db.system.name") == .string(backend.isSQLite ? "sqlite" : "postgresql"))
        #expect(span.attributes.get("db.operation.name") == .string("INSERT"))
        #expect(span.attributes.get("db.query.summary") == .string("jottings.add"))
        #expect(recording.spans("jottings.find").count == 2)
        #expect(recording.log.lines(at: .trace).count { $0.hasSuffix("statement=jottings.find") } == 2)
        #expect(recording.log.lines(at: .warning) == [])
    }

    @Test(arguments: TestBackend.available)
    func `a transaction is one span around those of its statements`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend) { database in
            try await database.execute(Jottings.create)
            try await database.transaction { _ = try await $0.execute(Jottings.add(1, "one")) }
        }
        let transaction = try #require(recording.spans("transaction").last)
        #expect(transaction.attributes.get("mortise.transaction.mode") == .string("write"))
        for name in ["transaction.begin", "jottings.add", "transaction.commit"] {
            #expect(recording.spans(name).last?.parentSpanID == transaction.spanID)
            #expect(recording.times(name) == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a statement that fails counts its code`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend) { database in
            try await database.execute(Jottings.create)
            try await database.execute(Jottings.add(1, "one"))
            await #expect(throws: DatabaseError.self) { try await database.execute(Jottings.add(2, "one")) }
            await #expect(throws: DatabaseError.self) {
                try await database.transaction { _ = try await $0.execute(Jottings.add(2, "one")) }
            }
        }
        #expect(recording.total("mortise_db_errors_total", "code", "unique_violation") == 2)
        let failed = recording.spans("jottings.add").filter { $0.status?.code == .error }
        #expect(failed.count == 2)
        #expect(failed.allSatisfy { $0.attributes.get("error.type") == .string("unique_violation") })
        #expect(recording.spans("transaction").last?.attributes.get("error.type") == .string("unique_violation"))
        #expect(recording.log.lines(at: .trace).count { $0.contains("error=unique_violation") } == 2)
    }

    @Test(arguments: TestBackend.available)
    func `a transaction that runs again counts why, and tells it in its span`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend) { database in
            var attempts = 0
            try await database.transaction { _ in
                attempts += 1
                if attempts < 3 { throw DatabaseError(.serialization, "a rival was first") }
            }
            #expect(attempts == 3)
        }
        #expect(recording.total("mortise_db_retries_total", "reason", "serialization") == 2)
        let span = try #require(recording.spans("transaction").last)
        #expect(span.status == nil)
        #expect(span.events.map(\.name) == ["retry", "retry"])
        #expect(span.events.last?.attributes.get("reason") == .string("serialization"))
        #expect(span.events.last?.attributes.get("retry") == .int64(2))
    }

    @Test(arguments: TestBackend.available)
    func `a wait for a connection is recorded, and none is in use in the end`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend) { database in
            let connections = database.statistics.capacity
            try await withThrowingTaskGroup { group in
                for _ in 0...connections {
                    group.addTask {
                        try await database.transaction { _ in
                            // The first to come holds on until another one waits.
                            while database.statistics.waiting == 0, recording.waits.allSatisfy({ $0 == 0 }) {
                                await Task.yield()
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(recording.waits.contains { $0 > 0 })
        let inUse = try recording.metrics.expectMeter("mortise_db_pool_in_use").values
        #expect(inUse.contains(1) && inUse.last == 0 && inUse.allSatisfy { $0 >= 0 })
    }

    @Test(arguments: TestBackend.available)
    func `a slow statement is warned about by name`(_ backend: TestBackend) async throws {
        let recording = Recording()
        try await recording.with(backend, slowStatement: .zero) { try await $0.execute(Jottings.create) }
        let warnings = recording.log.lines(at: .warning)
        #expect(warnings.count == 1)
        #expect(warnings.allSatisfy { $0.hasPrefix("slow statement") && $0.hasSuffix("statement=jottings.create") })
    }

    @Test(arguments: TestBackend.available)
    func `no bound value is told to anybody`(_ backend: TestBackend) async throws {
        let recording = Recording()
        let secret = "sentinel-7f3a"
        try await recording.with(backend, slowStatement: .zero) { database in
            try await database.execute(Jottings.create)
            try await database.execute(Jottings.add(1, secret))
            _ = try await database.first(Jottings.find(secret))
            _ = try await database.first(Jottings.findOnce(secret))
            await #expect(throws: DatabaseError.self) { try await database.execute(Jottings.add(2, secret)) }
            await #expect(throws: Leak.self) {
                try await database.transaction { transaction in
                    _ = try await transaction.first(Jottings.find(secret))
                    throw Leak(secret: secret)
                }
            }
        }
        #expect(recording.text.contains("jottings.find_once"))
        #expect(recording.text.contains("_OTHER"))
        #expect(!recording.text.contains(secret))
        #expect(!recording.text.contains("CREATE TABLE"))
    }

    private struct Leak: Error {
        let secret: String
    }
}

extension Recording {
    /// The waits for connections so far, in nanoseconds.
    fileprivate var waits: [Int64] {
        metrics.timers(label: "mortise_db_pool_wait_seconds").flatMap(\.values)
    }
}
