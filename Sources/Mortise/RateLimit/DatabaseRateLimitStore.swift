import MortiseSQL

/// Buckets in the database, the same for all nodes.
struct DatabaseRateLimitStore: RateLimitStore {
    func take(
        _ tries: [RateLimitTry], at now: Instant, on database: any Database,
        report: @Sendable (RateLimitRefusal, Transaction) async throws -> Void
    ) async throws -> RateLimitRefusal? {
        try await database.transaction { transaction in
            for attempt in tries {
                guard case .denied(let wait) = try await take(attempt, at: now, on: transaction) else { continue }
                let refusal = RateLimitRefusal(rule: attempt.rule, wait: wait)
                let moment = now.microseconds
                let isFirst = try await transaction.execute(
                    RateLimitStatements.report(attempt.key, moment, moment - rateLimitReportInterval))
                if isFirst > 0 { try await report(refusal, transaction) }
                return refusal
            }
            return nil
        }
    }

    func take(
        _ attempt: RateLimitTry, at now: Instant, on transaction: Transaction
    ) async throws(DatabaseError) -> RateLimitDecision {
        let (rule, key) = (attempt.rule, attempt.key)
        let moment = now.microseconds
        let lead: Int64
        let admitted: Int64?
        switch rule.kind {
        case .rate(let limit):
            lead = limit.tolerance
            admitted = try await transaction.first(
                RateLimitStatements.take(
                    key, rule.policy, moment, moment + limit.interval, moment + lead,
                    moment + lead + limit.interval + RateLimitBucket.slack, limit.interval))
        case .backoff(let backoff):
            lead = 0
            admitted = try await transaction.first(
                RateLimitStatements.takeWithBackoff(
                    key, rule.policy, moment, moment + backoff.wait(after: 1), moment - backoff.memory.microseconds,
                    moment + RateLimitBucket.slack, Int64(backoff.free), backoff.first.microseconds,
                    backoff.maximum.microseconds))
        }
        if admitted != nil { return .admitted }
        let arrival = try await transaction.first(RateLimitStatements.arrival(key)) ?? moment
        return .denied(wait: max(0, arrival - moment - lead))
    }

    func tries(_ key: [UInt8], on database: any Database) async throws(DatabaseError) -> Int64 {
        try await database.first(RateLimitStatements.tries(key)) ?? 0
    }

    func clear(_ keys: [[UInt8]], on transaction: Transaction) async throws(DatabaseError) {
        for key in keys { try await transaction.execute(RateLimitStatements.clear(key)) }
    }
}
