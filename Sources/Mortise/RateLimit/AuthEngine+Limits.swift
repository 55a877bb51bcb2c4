import MortiseSQL

extension AuthEngine {
    /// Passes the limit gate, or throws. What it counts stays counted, whatever becomes of the flow.
    ///
    /// - Parameters:
    ///   - rules: The limits, in the order in which they are asked; `nil` for one that has no subject, as that of a client
    ///     address where there is none.
    ///   - user: The account it is about, for the audit log.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.rateLimited`.
    func admit(_ rules: [RateLimitRule?], for user: UserID?, in context: RequestContext) async throws {
        guard configuration.rateLimits.isEnabled else { return }
        let tries = rules.compactMap { $0 }.map(attempt)
        guard !tries.isEmpty else { return }
        let now = clock.now
        let refusal = try await limits.take(tries, at: now, on: database) { refusal, transaction in
            try await audit.record(
                .rateLimited, by: .anonymous, of: user,
                details: [
                    "policy": .string(refusal.rule.policy), "remaining": 0,
                    "retry_after": .integer(Int64(refusal.retryAfter)),
                ],
                in: context, at: now, on: transaction)
        }
        telemetry.metrics?.asked(tries, refusedBy: refusal?.rule.policy)
        if let refusal {
            throw AuthError(.rateLimited(retryAfter: refusal.retryAfter), "too many tries; wait before the next one")
        }
    }

    /// Whether a mail that strangers can cause may still go to an address.
    func mayMail(_ email: EmailAddress, at now: Instant, on transaction: Transaction) async throws -> Bool {
        guard configuration.rateLimits.isEnabled else { return true }
        let rule = RateLimitRule.rate(
            "mail_recipient", configuration.rateLimits.mailPerRecipient, of: email.canonical)
        let attempt = attempt(rule)
        let isAdmitted = try await limits.take(attempt, at: now, on: transaction) == .admitted
        if let metrics = telemetry.metrics {
            transaction.afterCommit { metrics.asked([attempt], refusedBy: isAdmitted ? nil : rule.policy) }
        }
        return isAdmitted
    }

    /// Forgets the failed tries of an account, and of a device.
    func forgetTries(of email: EmailAddress, device: DeviceToken?, on transaction: Transaction) async throws {
        guard configuration.rateLimits.isEnabled else { return }
        // Both always, so that the statements do not tell whether there is a device.
        let buckets = [(Self.accountPolicy, email.canonical), (Self.devicePolicy, device?.subject ?? "none")]
        try await limits.clear(buckets.map { vault.digest(ofLimit: $0, subject: $1) }, on: transaction)
    }

    static let accountPolicy = "login_account"
    static let devicePolicy = "login_device"

    /// The limits of everything that checks a password.
    func passwordRules(_ email: EmailAddress, device: DeviceToken?, in context: RequestContext) -> [RateLimitRule?] {
        let policies = configuration.rateLimits
        return [
            clientRule(at: .logIn, in: context),
            context.limitSubject.map {
                .rate("login_client_account", policies.logInPerClientAndAccount, of: "\($0) \(email.canonical)")
            },
            // A known device has a bucket of its own, so that strangers cannot shut its owner out.
            device.map { RateLimitRule.backoff(Self.devicePolicy, deviceBackoff, of: $0.subject) }
                ?? .backoff(Self.accountPolicy, policies.logInPerAccount, of: email.canonical),
        ]
    }

    /// Whether a device that is known has not failed too often. One that has, as one whose token was stolen, is treated
    /// like a stranger until it is given another token by a login.
    func isTrusted(_ device: DeviceToken) async throws(DatabaseError) -> Bool {
        let policies = configuration.rateLimits
        guard policies.isEnabled else { return true }
        let key = vault.digest(ofLimit: Self.devicePolicy, subject: device.subject)
        return try await limits.tries(key, on: database) < Int64(policies.failuresUntilDistrust)
    }

    /// That of an account, but that no more tries pass at once than a device is trusted with, and that time alone clears
    /// nothing as long as the device is known.
    private var deviceBackoff: Backoff {
        let policies = configuration.rateLimits
        let account = policies.logInPerAccount
        return Backoff(
            free: min(account.free, policies.failuresUntilDistrust), first: account.first, maximum: account.maximum,
            memory: max(account.memory, configuration.sessionPolicy.deviceLifetime))
    }

    private func attempt(_ rule: RateLimitRule) -> RateLimitTry {
        RateLimitTry(rule: rule, key: vault.digest(ofLimit: rule.policy, subject: rule.subject))
    }
}

extension RequestContext {
    /// Whom limits take the client for: its IPv4 address, or the /64 of its IPv6 address.
    var limitSubject: String? {
        clientAddress.map { $0.isIPv4 ? $0.description : IPNetwork(containing: $0, prefixLength: 64).description }
    }
}
