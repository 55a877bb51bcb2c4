import MortiseSQL

/// A token that anybody may ask for, and that only the mailbox gets.
struct MailedToken: Sendable {
    let purpose: TokenPurpose
    let kind: MailKind
    let action: AuditEvent.Action
    /// The name of its limits.
    let policy: String
    let gate: Gate
    /// Whether the state of an account calls for it.
    let isFor: @Sendable (UserRecord) -> Bool
}

extension AuthEngine {
    /// Mails a token, if the address has an account that it is for. All addresses take the same statements.
    func mailToken(_ request: MailedToken, to email: EmailAddress, in context: RequestContext) async throws {
        let policies = configuration.rateLimits
        let known = try await lookUp(email)
        try await admit(
            [
                clientRule(at: request.gate, in: context),
                .rate("\(request.policy)_account", policies.resetPerAccount, of: email.canonical),
            ],
            for: known?.id, in: context)
        let now = clock.now
        let user = known.flatMap { request.isFor($0) ? $0 : nil }
        // To the stored address, never to the one that was asked for.
        let recipient = try user?.opened(with: vault).email ?? email
        try await database.transaction { transaction in
            let isAllowed = try await mayMail(recipient, at: now, on: transaction)
            let subject = isAllowed ? user?.id ?? UserID(at: now) : UserID(at: now)
            let token = try await issue(
                request.purpose, for: subject, epoch: user?.securityEpoch ?? 1, at: now, on: transaction)
            try await enqueue(
                OutgoingMail(request.kind, to: recipient, token: token), for: subject, at: now, on: transaction)
            let outcome: JSON =
                known == nil ? "unknown_account" : user == nil ? "not_applicable" : isAllowed ? "sent" : "mail_quota"
            try await audit.record(
                request.action, by: .anonymous, of: known?.id, details: ["outcome": outcome], in: context, at: now,
                on: transaction)
        }
    }

    /// Whether a token would be accepted, without using it up: what a page shows before its form is sent. Mail scanners
    /// open links, so looking must change nothing.
    ///
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, `.rateLimited`, `.unavailable`, `.cancelled`.
    public func checkToken(
        _ token: String, for purpose: TokenPurpose, in context: RequestContext
    ) async throws(AuthError) {
        try await flow("check_token", in: context) {
            try await admit([clientRule(at: .useToken, in: context)], for: nil, in: context)
            guard try await open(token, for: purpose) != nil else { throw Self.tokenInvalid }
        }
    }
}
