import MortiseSQL

/// Where buckets are kept. A try is one step: of N callers at once no more pass than the limit allows.
protocol RateLimitStore: Sendable {
    /// Makes tries in order, up to the first that is refused. The tries before it stay counted.
    ///
    /// - Parameter report: Is told about a refusal, within a transaction; at most once a minute for a bucket, for whoever
    ///   hammers must not fill the audit log.
    func take(
        _ tries: [RateLimitTry], at now: Instant, on database: any Database,
        report: @Sendable (RateLimitRefusal, Transaction) async throws -> Void
    ) async throws -> RateLimitRefusal?

    /// Makes one try within a transaction; it is not counted where that is rolled back.
    func take(_ attempt: RateLimitTry, at now: Instant, on transaction: Transaction) async throws(DatabaseError)
        -> RateLimitDecision

    /// The tries that a bucket of a backoff counts; none where there is no such bucket.
    func tries(_ key: [UInt8], on database: any Database) async throws(DatabaseError) -> Int64

    /// Forgets buckets, as after a success.
    func clear(_ keys: [[UInt8]], on transaction: Transaction) async throws(DatabaseError)
}

/// Refusals of one bucket are reported once in this time, in microseconds.
let rateLimitReportInterval: Int64 = 60_000_000
