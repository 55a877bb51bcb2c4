import MortiseSQL

extension AuthEngine {
    /// Registers an account.
    ///
    /// A known address does the same work as a new one. Where addresses must be verified, a second registration of one
    /// that never was, with another password, takes the password from the account: neither a squatter's nor the
    /// owner's is kept, and whoever reads the mailbox sets a new one.
    ///
    /// - Parameters:
    ///   - email: The address.
    ///   - password: The password; see ``PasswordRules``.
    ///   - attributes: What the app's hooks get along, as the fields of a profile that the app stores.
    ///   - context: Who asks.
    /// - Returns: The new account, not verified yet.
    /// - Throws: ``AuthError`` with code `.validationFailed` (a hook's veto too), `.weakPassword`, `.emailTaken`, `.rateLimited`,
    ///   `.overloaded`, `.unavailable`, `.cancelled`. Do not tell strangers about `.emailTaken`.
    public func register(
        email: String, password: Password, attributes: JSON.Object = [:], in context: RequestContext
    ) async throws(AuthError) -> User {
        try await flow("register", in: context, writesMail: true) {
            try await admit([clientRule(at: .register, in: context)], for: nil, in: context)
            let application = try Application(
                email: parse(email), password: password, isVerified: false, actor: .anonymous,
                attributes: attributes)
            return try await open(application, in: context)
        }
    }

    /// Makes an account on behalf of its owner, as an operator does.
    ///
    /// - Parameters:
    ///   - email: The address.
    ///   - password: The password, or `nil` for an account without one.
    ///   - isVerified: Whether the address counts as verified.
    ///   - attributes: What the app's hooks get along.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.validationFailed` (a hook's veto too), `.weakPassword`, `.emailTaken`, `.overloaded`,
    ///   `.unavailable`, `.cancelled`.
    public func createUser(
        email: String, password: Password?, isVerified: Bool, attributes: JSON.Object = [:], in context: RequestContext
    ) async throws(AuthError) -> User {
        try await flow("create_user", in: context, writesMail: true) {
            let application = try Application(
                email: parse(email), password: password, isVerified: isVerified, actor: .operator,
                attributes: attributes)
            return try await open(application, in: context)
        }
    }

    private struct Application: Sendable {
        let email: EmailAddress
        let password: Password?
        let isVerified: Bool
        let actor: AuditEvent.Actor
        let attributes: JSON.Object
    }

    private enum Opening: Sendable {
        case opened(User)
        case refused
        /// The account came into being after it was looked for.
        case overtaken
    }

    private func open(_ application: Application, in context: RequestContext) async throws -> User {
        if let password = application.password { try await check(password, for: application.email) }
        // One more look is enough, but for an account that is gone again, or found by a key that this node lacks.
        for _ in 1...3 {
            switch try await attempt(application, in: context) {
            case .opened(let user): return user
            case .refused: throw AuthError(.emailTaken, "an account with this address exists")
            case .overtaken: continue
            }
        }
        throw AuthError(.unavailable(retryAfter: 1), "the address is being registered right now; try again")
    }

    private func attempt(
        _ application: Application, in context: RequestContext
    ) async throws -> Opening {
        let known = try await lookUp(application.email)
        let rival = canBeVoided(known, by: application) ? known : nil
        // With the salt of the account in question, the same password gives the same hash: one hash does for all.
        var hash: String?
        if let password = application.password {
            hash = try await hasher.hash(password, saltedLike: rival?.passwordHash)
        }
        let now = clock.now
        let id = UserID(at: now)
        let index = vault.index(application.email)
        let sealed = try vault.seal(application.email.address, for: .email(of: id))
        let voided = rival.flatMap { $0.passwordHash == hash ? nil : $0 }
        let recipient = try known?.opened(with: vault).email ?? application.email
        return try await database.transaction { [hash] transaction in
            try await claim(index, on: transaction)
            let opened = try await transaction.first(
                UserStatements.insert(
                    id, index.digests[0], sealed, hash, application.isVerified, now, index.digests[0],
                    index.digests[1], index.digests[2], index.digests[3], index.newestKeyID))
            if opened == nil && known == nil { return .overtaken }
            try await announce(application, opened: opened, in: context, at: now, on: transaction)
            // Without an account to void it meets no row, so that all registrations take the same statements.
            let changes = try await transaction.execute(
                UserStatements.voidPassword(voided?.id ?? UserID(at: now), voided?.securityEpoch ?? 0, now))
            try await tell(
                recipient, of: Attempt(application: application, opened: opened, known: known, voided: changes > 0),
                at: now, on: transaction)
            let outcome: JSON = opened != nil ? "created" : changes > 0 ? "password_voided" : "already_registered"
            try await audit.record(
                .registration, by: application.actor, of: opened?.id ?? known?.id, details: ["outcome": outcome],
                in: context, at: now, on: transaction)
            return try opened.map { .opened(try $0.opened(with: vault)) } ?? .refused
        }
    }

    /// Tells the app of a registration. Where the address is known, of a stand-in that is taken back with all that the hooks
    /// have written: neither what they do nor what they refuse shows strangers that it is known.
    private func announce(
        _ application: Application, opened: UserRecord?, in context: RequestContext, at now: Instant,
        on transaction: Transaction
    ) async throws {
        guard isHeard(.registered) else { return }
        let standIn = UserID(at: now)
        let sealed = try vault.seal(application.email.address, for: .email(of: standIn))
        let digest = opened?.emailDigest ?? SecureRandom.bytes(32)
        let newest = vault.index(application.email).newestKeyID
        try await transaction.nested(isKept: opened != nil) {
            // Beside a new account, whose digest it bears, it changes nothing.
            try await transaction.execute(
                UserStatements.insert(
                    standIn, digest, sealed, nil, application.isVerified, now, digest, digest, digest, digest, newest))
            try await happened(
                .registered(
                    email: application.email, isVerified: application.isVerified, attributes: application.attributes),
                to: opened?.id ?? standIn, by: application.actor, in: context, at: now, on: transaction)
        }
    }

    /// What a registration came to.
    private struct Attempt: Sendable {
        let application: Application
        let opened: UserRecord?
        let known: UserRecord?
        let voided: Bool
    }

    /// Mails a new account its link; the owner of a known one learns that somebody tried. All take the same statements.
    private func tell(
        _ recipient: EmailAddress, of attempt: Attempt, at now: Instant, on transaction: Transaction
    ) async throws {
        let isAllowed = try await mayMail(recipient, at: now, on: transaction)
        let nobody = UserID(at: now)
        // Whoever registers an unverified address again with the same password has lost the first link.
        let unverified = attempt.opened ?? attempt.known.flatMap { $0.isUsable && !attempt.voided ? $0 : nil }
        let wantsLink = unverified.map { !$0.isVerified } ?? false
        // What an operator tries is told to nobody, and a link that is on its way stays good.
        let isQuiet = attempt.opened?.isVerified ?? (attempt.application.actor == .operator)
        let isTold = isAllowed && !isQuiet
        let token = try await issue(
            .verifyEmail, for: isTold && wantsLink ? unverified?.id ?? nobody : nobody,
            epoch: unverified?.securityEpoch ?? 1, at: now, on: transaction)
        let mail =
            wantsLink
            ? OutgoingMail(.verification, to: recipient, token: token)
            : OutgoingMail(attempt.voided ? .passwordVoided : .accountExists, to: recipient)
        let subject = attempt.opened?.id ?? attempt.known?.id
        try await enqueue(
            mail, for: isTold ? subject ?? nobody : nobody, at: now, on: transaction)
    }

    /// Whether a registration casts doubt on an account: strangers know its address as well as its owner does.
    private func canBeVoided(_ account: UserRecord?, by application: Application) -> Bool {
        guard let account, configuration.requiresVerifiedEmail, application.actor == .anonymous else { return false }
        // Whoever has logged in did so where no address needed to be verified: that account is in use.
        return !account.isVerified && account.passwordHash != nil && account.lastLoginAt == nil
    }
}
