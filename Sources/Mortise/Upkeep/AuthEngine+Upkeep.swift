import Logging
import MortiseLocking
import MortiseSQL

/// What an upkeep removed.
public struct UpkeepReport: Sendable, Hashable {
    /// The rows removed, by table.
    public internal(set) var removed: [String: Int] = [:]

    /// The mails that were given up because their links had ended before they could be sent.
    public internal(set) var expiredMails = 0

    /// All rows removed.
    public var total: Int { removed.values.reduce(0, +) }
}

extension AuthEngine {
    /// Removes what is over: tokens, sessions, limits, old mails and events, and old entries of the audit log where the
    /// configuration says so. Mails whose links have ended are given up, also where there is no transport. In small
    /// batches, each its own statement, so it may run beside a serving engine, on any number of nodes.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    @discardableResult
    public func cleanUp() async throws(AuthError) -> UpkeepReport {
        try await flow("clean_up", in: RequestContext()) {
            let now = clock.now
            let retention = configuration.retention
            let batch = Int64(max(1, retention.batch))
            var report = UpkeepReport()
            let over = now - retention.expired
            report.removed["one_time_tokens"] = try await sweep { TokenStatements.sweep(over, batch) }
            report.removed["sessions"] = try await sweep { SessionStatements.sweep(over, batch) }
            report.removed["rate_limits"] = try await sweep {
                RateLimitStatements.sweep(
                    (now - retention.limits).microseconds, Self.devicePolicy,
                    (now - max(retention.limits, configuration.sessionPolicy.deviceLifetime)).microseconds, batch)
            }
            report.expiredMails = try await sweep { OutboxStatements.expire(now, batch) }
            if report.expiredMails > 0 {
                logger.error(
                    "mails were given up: their links had ended before they could be sent",
                    metadata: [LogKey.mails: "\(report.expiredMails)"])
            }
            report.removed["email_outbox"] = try await sweep { OutboxStatements.sweep(now - retention.mails, batch) }
            report.removed["event_outbox"] = try await sweep { EventStatements.sweep(now - retention.events, batch) }
            if let audit = retention.audit {
                report.removed["user_audit_log"] = try await sweep { AuditLog.sweep(now - audit, batch) }
            }
            return report
        }
    }

    private func sweep(_ statement: () -> Statement<Void>) async throws -> Int {
        var total = 0
        while true {
            try Task.checkCancellation()
            let removed = try await database.execute(statement())
            total += removed
            if removed == 0 { return total }
        }
    }

    /// Does the engine's work in the background until the task is cancelled: sends mail, delivers events, and removes what
    /// is over.
    ///
    /// An app runs it in a task of its own, on as many nodes as it likes.
    public func run() async {
        if configuration.mail == nil {
            logger.warning(
                "there is no mail transport: mails wait in the outbox until their links end, and are given up")
        }
        await withTaskGroup { group in
            group.addTask {
                await self.repeating(after: self.mailSignal, every: self.configuration.mailInterval) {
                    () async throws(AuthError) in
                    let round = try await self.deliverMail()
                    if self.telemetry.metrics != nil { _ = try await self.mailBacklog() }
                    return round
                }
            }
            group.addTask {
                await self.repeating(after: WakeUp(), every: self.configuration.cleanUpInterval) {
                    () async throws(AuthError) in try await self.cleanUp()
                }
            }
            guard !configuration.subscribers.isEmpty else { return }
            group.addTask {
                await self.repeating(after: self.eventSignal, every: self.configuration.mailInterval) {
                    () async throws(AuthError) in
                    let round = try await self.deliverEvents()
                    if self.telemetry.metrics != nil { _ = try await self.eventBacklog() }
                    return round
                }
            }
        }
    }

    private func repeating<Result>(
        after signal: WakeUp, every interval: Duration, _ work: () async throws(AuthError) -> Result
    ) async {
        while !Task.isCancelled {
            do {
                _ = try await work()
            } catch {
                if error.code == .cancelled { return }
                logger.warning("work in the background failed; it is tried again", metadata: [LogKey.error: "\(error)"])
            }
            // A flow that writes a mail or an event ends the wait.
            await signal.wait(for: interval)
        }
    }
}
