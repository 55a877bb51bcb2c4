import MortiseSQL

extension AuthEngine {
    /// Logs in with address and password and begins a session.
    ///
    /// An unknown address, a wrong password, and an account that is deactivated or deleted are one to the caller:
    /// `.invalidCredentials`, after the same work. The audit log tells them apart.
    ///
    /// - Parameters:
    ///   - email: The address.
    ///   - password: The password.
    ///   - device: What the device got at an earlier login: its tries are counted apart from those of strangers, and it
    ///     passes a lock.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.invalidCredentials`, `.emailUnverified` (only after the right password),
    ///   `.validationFailed`, `.rateLimited`, `.overloaded`, `.unavailable`, `.cancelled`.
    public func logIn(
        email: String, password: Password, device: DeviceToken? = nil, in context: RequestContext
    ) async throws(AuthError) -> SignIn {
        try await flow(
            "log_in", in: context, writesMail: true, counting: telemetry.metrics?.logins
        ) {
            let email = try parse(email)
            guard password.bytes.count <= PasswordRules.maximumBytes else {
                throw AuthError(.validationFailed(["password": [.tooLong]]), "the password is too long")
            }
            let record = try await lookUp(email)
            let device = try await known(device, of: record, at: clock.now)
            // Before the password is looked at: so many tries at once are never more than the limit.
            try await admit(passwordRules(email, device: device, in: context), for: record?.id, in: context)
            let matches = try await hasher.verify(password, against: record?.passwordHash)
            switch verdict(on: record, passwordMatches: matches, isKnownDevice: device != nil) {
            case .refused(let reason): throw try await refuse(record, reason, device: device, in: context)
            case .accepted(let record):
                return try await admit(record, email, password, device: device, in: context)
            }
        }
    }

    private enum Verdict {
        case accepted(UserRecord)
        case refused(Refusal)
    }

    /// Why a password was refused, as the audit log tells it.
    enum Refusal: String, Sendable {
        case unknownAccount = "unknown_account"
        case noPassword = "no_password"
        case wrongPassword = "wrong_password"
        case deactivated
        /// The password is right, the account locked.
        case locked
        case unverified
        /// The account changed between the check of the password and the login.
        case changed
    }

    private func verdict(on record: UserRecord?, passwordMatches: Bool, isKnownDevice: Bool) -> Verdict {
        guard let record else { return .refused(.unknownAccount) }
        if record.passwordHash == nil { return .refused(.noPassword) }
        if !passwordMatches { return .refused(.wrongPassword) }
        if !record.isUsable { return .refused(.deactivated) }
        if isLocked(record) && !isKnownDevice { return .refused(.locked) }
        if configuration.requiresVerifiedEmail && !record.isVerified { return .refused(.unverified) }
        return .accepted(record)
    }

    /// Whether too many failures have locked an account; never where limits are off.
    func isLocked(_ record: UserRecord) -> Bool {
        configuration.rateLimits.isEnabled && record.isLocked(at: clock.now)
    }

    /// Counts and records a refusal; locks the account when there have been too many in a row.
    func refuse(
        _ record: UserRecord?, _ reason: Refusal, device: DeviceToken?, in context: RequestContext
    ) async throws -> AuthError {
        var details: JSON.Object = ["reason": .string(reason.rawValue)]
        // Somebody has a token that only a login gives: perhaps not the owner.
        if device != nil { details["device"] = "known" }
        let now = clock.now
        let policies = configuration.rateLimits
        let limit = policies.isEnabled ? Int64(policies.failuresUntilLock) : .max
        let email = try record?.opened(with: vault).email
        try await database.transaction { [details] transaction in
            if reason != .unverified {
                // For an unknown account they meet no row, so that all refusals take the same statements.
                let subject = record?.id ?? UserID(at: now)
                try await transaction.execute(
                    UserStatements.recordFailedLogin(subject, now, now - policies.logInPerAccount.memory))
                let locked = try await transaction.first(
                    UserStatements.lock(subject, limit, now, now + policies.lockDuration))
                if let record, let email, locked != nil {
                    try await tellOfLock(record, email, in: context, at: now, on: transaction)
                }
            }
            try await audit.record(
                .loginFailed, by: .anonymous, of: record?.id, details: .object(details), in: context, at: now,
                on: transaction)
        }
        return reason == .unverified
            ? AuthError(.emailUnverified, "the address is not verified yet")
            : Self.invalidCredentials
    }

    /// Tells the owner of an account that was just locked, with a link that lifts it.
    private func tellOfLock(
        _ record: UserRecord, _ email: EmailAddress, in context: RequestContext, at now: Instant,
        on transaction: Transaction
    ) async throws {
        let token = try await issue(
            .unlock, for: record.id, epoch: record.securityEpoch, at: now, on: transaction)
        try await enqueue(OutgoingMail(.unlock, to: email, token: token), for: record.id, at: now, on: transaction)
        try await audit.record(.accountLocked, by: .system, of: record.id, in: context, at: now, on: transaction)
    }

    private func admit(
        _ record: UserRecord, _ email: EmailAddress, _ password: Password, device: DeviceToken?,
        in context: RequestContext
    ) async throws -> SignIn {
        let outdated = record.passwordHash.flatMap { hasher.needsRehash($0) ? $0 : nil }
        var renewed: String?
        if outdated != nil { renewed = try await hasher.hash(password) }
        let now = clock.now
        let token = SessionToken(keyID: vault.activeKeyID)
        let signIn = try await database.transaction { [renewed] transaction -> SignIn? in
            guard
                let current = try await transaction.first(
                    UserStatements.recordLogin(record.id, record.securityEpoch, now))
            else { return nil }
            if let outdated, try await transaction.execute(UserStatements.rehash(record.id, outdated, renewed)) > 0 {
                try await audit.record(
                    .passwordRehashed, by: .system, of: record.id, in: context, at: now, on: transaction)
            }
            try await forgetTries(of: email, device: device, on: transaction)
            let session = try await begin(token, for: current, in: context, at: now, on: transaction)
            try await audit.record(
                .loginSuccess, by: .user, of: record.id, details: ["session": .string(session.id.description)],
                in: context, at: now, on: transaction)
            try await happened(
                .loggedIn(session: session.id), to: record.id, by: .user, in: context, at: now, on: transaction)
            return SignIn(
                user: try current.opened(with: vault), session: session, token: token,
                device: vault.deviceToken(for: current.id, epoch: current.securityEpoch, at: now))
        }
        guard let signIn else { throw try await refuse(record, .changed, device: device, in: context) }
        return signIn
    }

    /// Begins a session.
    func begin(
        _ token: SessionToken, for user: UserRecord, in context: RequestContext, at now: Instant,
        on transaction: Transaction
    ) async throws -> Session {
        guard let digest = vault.digest(token) else { throw AuthError(.internal, "a new token has no digest") }
        let policy = configuration.sessionPolicy
        let id = SessionID(at: now)
        let record = SessionRecord(
            id: id, userID: user.id, securityEpoch: user.securityEpoch, createdAt: now, lastSeenAt: now,
            expiresAt: now + policy.lifetime, idleTimeoutSeconds: policy.idleTimeout.components.seconds,
            ip: context.clientAddress.map { IPText($0.description) }, userAgent: context.userAgent)
        let authentications: JSON = [["method": "password", "at": .integer(now.microseconds)]]
        try await transaction.execute(
            SessionStatements.insert(
                id, user.id, digest, Int64(token.keyID), user.securityEpoch, now, record.expiresAt,
                record.idleTimeoutSeconds, record.ip, record.userAgent,
                JSONText(String(decoding: authentications.serialized(), as: UTF8.self))))
        try await transaction.execute(SessionStatements.trim(user.id, Int64(policy.maximumPerUser)))
        return record.session
    }

    static var invalidCredentials: AuthError {
        AuthError(.invalidCredentials, "the address or the password is wrong")
    }
}
