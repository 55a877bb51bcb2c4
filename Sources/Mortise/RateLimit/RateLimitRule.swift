/// A limit that was asked for: its name in the audit log and in metrics, and the bucket it counts in.
struct RateLimitRule: Sendable {
    enum Kind: Sendable, Hashable {
        case rate(RateLimit)
        case backoff(Backoff)
    }

    /// As `login_account`.
    let policy: String
    /// Whose bucket: an address, an account, both. Canonical, so that all spellings share it.
    let subject: String
    let kind: Kind

    static func rate(_ policy: String, _ limit: RateLimit, of subject: String) -> RateLimitRule {
        RateLimitRule(policy: policy, subject: subject, kind: .rate(limit))
    }

    static func backoff(_ policy: String, _ backoff: Backoff, of subject: String) -> RateLimitRule {
        RateLimitRule(policy: policy, subject: subject, kind: .backoff(backoff))
    }
}

/// What a limit says of a try.
enum RateLimitDecision: Sendable, Hashable {
    /// It may be made; it is counted.
    case admitted
    /// It may not be made, nor counted, before this many microseconds have passed.
    case denied(wait: Int64)
}

/// A try to be made: a rule, and the digest under which its bucket is kept.
struct RateLimitTry: Sendable {
    let rule: RateLimitRule
    let key: [UInt8]
}

/// The limit that a try ran into.
struct RateLimitRefusal: Sendable {
    let rule: RateLimitRule
    /// In microseconds.
    let wait: Int64

    /// In whole seconds, at least 1.
    var retryAfter: Int { Int(max(1, (wait + 999_999) / 1_000_000)) }
}
