/// How often what may be tried, by whom. All of them apply to in-process calls too.
public struct RateLimitPolicies: Sendable, Hashable {
    /// Where the state of limits is kept.
    public enum Store: Sendable, Hashable {
        /// In the database: all nodes agree, and a restart changes nothing.
        case database
        /// In the process: for a single node.
        case memory
    }

    /// Whether there are limits, lockout and mail quotas at all. Without them everybody may guess passwords: only for
    /// load tests.
    public var isEnabled = true
    /// Where the state is kept.
    public var store = Store.database
    /// Logins per client address and account.
    public var logInPerClientAndAccount = RateLimit(10, per: .seconds(60))
    /// Logins per client address.
    public var logInPerClient = RateLimit(30, per: .seconds(60))
    /// Password tries per account; also per known device, whose tries nothing but a success clears.
    public var logInPerAccount = Backoff()
    /// The failures in a row after which a known device is a stranger, for good: what a thief of its token can try
    /// without ever meeting the account's lock.
    public var failuresUntilDistrust = 10
    /// The consecutive failures after which an account is locked (NIST SP 800-63B-4 section 3.2.2: at most 100).
    public var failuresUntilLock = 100
    /// How long a lock lasts unless it is lifted by mail, a password reset or an operator.
    public var lockDuration = Duration.seconds(24 * 3600)
    /// Registrations per client address.
    public var registerPerClient = RateLimit(10, per: .seconds(3600))
    /// Password resets asked for per account.
    public var resetPerAccount = RateLimit(3, per: .seconds(3600))
    /// Password resets asked for per client address.
    public var resetPerClient = RateLimit(10, per: .seconds(3600))
    /// Tokens shown per client address.
    public var tokenPerClient = RateLimit(20, per: .seconds(300))
    /// Mails per recipient that strangers can cause. Notices of what has happened to an account are not counted.
    public var mailPerRecipient = RateLimit(5, per: .seconds(3600))

    /// The defaults.
    public init() {}
}
