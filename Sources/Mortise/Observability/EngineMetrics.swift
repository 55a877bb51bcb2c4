import CoreMetrics
import MortiseSQL

/// The metrics of an engine.
final class EngineMetrics: Sendable {
    let logins: LabelledCounter
    let passwordResets: LabelledCounter
    let emailVerifications: LabelledCounter
    let outboxAttempts: LabelledCounter
    let eventAttempts: LabelledCounter
    let auditEvents: LabelledCounter
    private let rateLimits: LabelledCounter
    private let hashSeconds: CoreMetrics.Timer
    private let hashQueueDepth: Meter
    private let hashRejected: Counter
    private let mails: Backlog
    private let events: Backlog
    private let migrationsPending: Meter
    private let buildInfo: Meter

    init(_ factory: any MetricsFactory) {
        logins = LabelledCounter(MetricName.logins, "result", factory: factory)
        passwordResets = LabelledCounter(MetricName.passwordResets, "result", factory: factory)
        emailVerifications = LabelledCounter(MetricName.emailVerifications, "result", factory: factory)
        outboxAttempts = LabelledCounter(MetricName.outboxAttempts, "result", factory: factory)
        eventAttempts = LabelledCounter(MetricName.eventsAttempts, "result", factory: factory)
        auditEvents = LabelledCounter(MetricName.auditEvents, "action", factory: factory)
        rateLimits = LabelledCounter(MetricName.rateLimits, "policy", "decision", factory: factory)
        hashSeconds = Timer(label: MetricName.hashSeconds, preferredDisplayUnit: .seconds, factory: factory)
        hashQueueDepth = Meter(label: MetricName.hashQueueDepth, factory: factory)
        hashRejected = Counter(label: MetricName.hashRejected, factory: factory)
        mails = Backlog(depth: MetricName.outboxDepth, oldest: MetricName.outboxOldest, factory)
        events = Backlog(depth: MetricName.eventsDepth, oldest: MetricName.eventsOldest, factory)
        migrationsPending = Meter(label: MetricName.migrationsPending, factory: factory)
        buildInfo = Meter(label: MetricName.buildInfo, dimensions: [("version", AuthEngine.version)], factory: factory)
        buildInfo.set(1)
    }

    /// A password was hashed, in so many seconds.
    func hashed(in seconds: Double) { hashSeconds.recordNanoseconds(Int64(seconds * 1e9)) }

    /// So many more hashes wait, or fewer.
    func hashesWait(_ more: Int) {
        more > 0 ? hashQueueDepth.increment(by: Double(more)) : hashQueueDepth.decrement(by: Double(-more))
    }

    /// A hash was refused.
    func refusedHash() { hashRejected.increment() }

    /// Limits were asked in order, up to the first that refused.
    func asked(_ tries: [RateLimitTry], refusedBy policy: String?) {
        for attempt in tries {
            let isRefused = attempt.rule.policy == policy
            rateLimits.count(attempt.rule.policy, isRefused ? "denied" : "admitted")
            if isRefused { return }
        }
    }

    /// How much mail waits.
    func waits(mails backlog: OutboxBacklog, at now: Instant) { mails.set(backlog, at: now) }

    /// How many events wait.
    func waits(events backlog: OutboxBacklog, at now: Instant) { events.set(backlog, at: now) }

    /// So many migrations are pending.
    func arePending(migrations count: Int) { migrationsPending.set(count) }
}

/// The gauges of an outbox: how many entries wait, and for how long the oldest has.
private struct Backlog: Sendable {
    private let depth: Meter
    private let oldest: Meter

    init(depth: String, oldest: String, _ factory: any MetricsFactory) {
        self.depth = Meter(label: depth, factory: factory)
        self.oldest = Meter(label: oldest, factory: factory)
    }

    func set(_ backlog: OutboxBacklog, at now: Instant) {
        depth.set(backlog.count)
        let age = backlog.oldest.map { max(0, (now - $0).microseconds) } ?? 0
        oldest.set(Double(age) / 1e6)
    }
}
