public import MortiseArgon2

/// What an engine can be told. The defaults are safe for production.
public struct AuthConfiguration: Sendable {
    /// The app's name: part of no password, and of mails.
    public var appName: String
    /// Whether ``AuthEngine/open(_:keyring:configuration:clock:logger:)`` applies pending migrations; otherwise it
    /// refuses a database that needs some.
    public var migratesAtOpen: Bool
    /// Whether an address must be verified before its account can log in.
    public var requiresVerifiedEmail: Bool
    /// The rules for new passwords.
    public var passwordRules: PasswordRules
    /// The cost of a password hash. Hashes of another cost are renewed at the next login.
    public var argon2: Argon2Parameters
    /// The threads that hash passwords: the most memory used is this many times the cost's memory.
    public var hashingThreads: Int
    /// The most passwords that wait to be hashed; about a second's work where `nil`. Beyond it callers are turned away.
    public var hashingQueueLimit: Int?
    /// The longest a password may wait to be hashed; who would wait longer is turned away at once.
    public var hashingMaximumWait: Duration
    /// How long sessions live.
    public var sessionPolicy: SessionPolicy
    /// How long mailed links work.
    public var tokenLifetimes: TokenLifetimes
    /// How often what may be tried.
    public var rateLimits: RateLimitPolicies
    /// How mail leaves. Without it, mail waits in the outbox for an engine that has it, until its link ends.
    public var mail: MailConfiguration?
    /// How long what is over is kept.
    public var retention = Retention()
    /// What the app does within the transactions of events, in this order.
    public var hooks: [TransactionHook] = []
    /// What the app does after events, each under a name of its own.
    public var subscribers: [EventSubscriber] = []
    /// How events are delivered to subscribers.
    public var eventDelivery = DeliveryPolicy()
    /// What new passwords must pass after ``passwordRules``.
    public var passwordValidators: [PasswordValidator] = []
    /// The time between two looks for mail and events that are due on their own, or were written by another node.
    public var mailInterval = Duration.seconds(5)
    /// The time between two removals of what is over.
    public var cleanUpInterval = Duration.seconds(600)

    /// A configuration.
    public init(
        appName: String = "Mortise", migratesAtOpen: Bool = true, requiresVerifiedEmail: Bool = true,
        passwordRules: PasswordRules = PasswordRules(), argon2: Argon2Parameters = .standard,
        hashingThreads: Int = HashingPool.coreCount, hashingQueueLimit: Int? = nil,
        hashingMaximumWait: Duration = .seconds(1), sessionPolicy: SessionPolicy = SessionPolicy(),
        tokenLifetimes: TokenLifetimes = TokenLifetimes(), rateLimits: RateLimitPolicies = RateLimitPolicies(),
        mail: MailConfiguration? = nil
    ) {
        self.appName = appName
        self.migratesAtOpen = migratesAtOpen
        self.requiresVerifiedEmail = requiresVerifiedEmail
        self.passwordRules = passwordRules
        self.argon2 = argon2
        self.hashingThreads = hashingThreads
        self.hashingQueueLimit = hashingQueueLimit
        self.hashingMaximumWait = hashingMaximumWait
        self.sessionPolicy = sessionPolicy
        self.tokenLifetimes = tokenLifetimes
        self.rateLimits = rateLimits
        self.mail = mail
    }

    /// Refuses what could not be served with.
    ///
    /// - Throws: ``AuthError`` with code `.configuration`.
    func check() throws(AuthError) {
        var names: Set<String> = []
        for subscriber in subscribers where !names.insert(subscriber.name).inserted {
            // They would take each other's events.
            throw AuthError(.configuration, "two subscribers have the name \(subscriber.name); give each its own")
        }
    }
}
