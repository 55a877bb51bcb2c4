import MortiseSQL

extension AuthEngine {
    /// Sends the mails that are due now. ``run()`` does it all the time; an app may also call it from a job of its own.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`. Without a transport nothing is
    ///   sent: mails wait for an engine that has one, until ``cleanUp()`` gives them up because their links have ended.
    @discardableResult
    public func deliverMail() async throws(AuthError) -> DeliveryRound {
        guard let mail = configuration.mail else { return DeliveryRound() }
        return try await flow("deliver_mail", in: RequestContext()) {
            let delivery = MailDelivery(vault: vault, clock: clock, configuration: mail)
            return try await OutboxWorker(
                database: database, clock: clock, logger: logger, policy: mail.delivery, name: "mail",
                attempts: telemetry.metrics?.outboxAttempts,
                claim: { OutboxStatements.claim($0, $1, $2) }, complete: { OutboxStatements.complete($0.id, $1) },
                postpone: { OutboxStatements.postpone($0.id, $1, $2, $3) },
                bury: { OutboxStatements.bury($0.id, $1, $2) },
                handOver: { mail throws(HandOverFailure) in try await delivery.handOver(mail) }
            ).run()
        }
    }

    /// The mails about a user, the newest first: what support looks at.
    ///
    /// - Parameter limit: The most mails, from 1 to 1,000.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func mails(of user: UserID, limit: Int = 100) async throws(AuthError) -> [OutboxMail] {
        try await flow("mails", in: RequestContext()) {
            try await database.all(OutboxStatements.ofUser(user, Int64(min(max(limit, 1), 1000))))
        }
    }

    /// The mails in a state, the newest first.
    ///
    /// - Parameters:
    ///   - state: The state.
    ///   - last: The last mail of the page before; the first page where `nil`.
    ///   - limit: The most mails, from 1 to 1,000.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func mails(
        _ state: OutboxMail.State, after last: MailID? = nil, limit: Int = 100
    ) async throws(AuthError) -> [OutboxMail] {
        try await flow("mails", in: RequestContext()) {
            try await database.all(
                OutboxStatements.ofState(state, last ?? .last, Int64(min(max(limit, 1), 1000))))
        }
    }

    /// Lets a waiting mail be tried at once.
    ///
    /// - Throws: ``AuthError`` with code `.notFound` unless it waits and no worker has it, `.unavailable`, `.cancelled`.
    public func retryMail(_ id: MailID) async throws(AuthError) {
        try await flow("retry_mail", in: RequestContext()) {
            guard try await database.first(OutboxStatements.retry(id, clock.now)) != nil else {
                throw AuthError(.notFound, "no such mail waits to be sent")
            }
        }
    }

    /// How much mail waits.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func mailBacklog() async throws(AuthError) -> OutboxBacklog {
        try await flow("mail_backlog", in: RequestContext()) {
            let backlog = try await database.first(OutboxStatements.backlog())
            let result = OutboxBacklog(count: Int(backlog?.count ?? 0), oldest: backlog?.oldest)
            telemetry.metrics?.waits(mails: result, at: clock.now)
            return result
        }
    }
}
