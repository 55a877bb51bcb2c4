import MortiseSQL

extension AuthEngine {
    /// Mails a link that sets a new password. What it does and how long it takes is the same for every address.
    ///
    /// - Throws: ``AuthError`` with code `.validationFailed`, `.rateLimited`, `.unavailable`, `.cancelled`.
    public func requestPasswordReset(email: String, in context: RequestContext) async throws(AuthError) {
        try await flow(
            "request_password_reset", in: context, writesMail: true, counting: telemetry.metrics?.passwordResets,
            as: "requested"
        ) {
            try await mailToken(
                MailedToken(
                    purpose: .resetPassword, kind: .passwordReset, action: .passwordResetRequest, policy: "reset",
                    gate: .requestPasswordReset, isFor: { $0.isUsable }),
                to: try parse(email), in: context)
        }
    }

    /// Sets a new password by the token that was mailed to the account's address.
    ///
    /// This verifies the address, lifts a lock, and ends all sessions and all other tokens of the account. Its owner gets
    /// a notice.
    ///
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, `.weakPassword` (the token stays good), `.rateLimited`,
    ///   `.overloaded`, `.unavailable`, `.cancelled`.
    public func resetPassword(
        token: String, password: Password, in context: RequestContext
    ) async throws(AuthError) {
        try await flow(
            "reset_password", in: context, writesMail: true, counting: telemetry.metrics?.passwordResets
        ) {
            try await usingToken(token, for: .resetPassword, in: context) {
                // Looked at before it is used up, for the rules depend on the address, and hashing takes its time.
                guard let (_, found) = try await open(token, for: .resetPassword) else { throw Self.tokenInvalid }
                let email = try found.opened(with: vault).email
                try check(password, for: email)
                let hash = try await hasher.hash(password)
                let now = clock.now
                let isDone = try await database.transaction { transaction in
                    guard let record = try await consume(token, for: .resetPassword, at: now, on: transaction) else {
                        return false
                    }
                    guard
                        let user = try await transaction.first(
                            UserStatements.resetPassword(record.userID, record.securityEpoch, hash, now))
                    else { throw Self.tokenInvalid }
                    try await cutOff(user.id, on: transaction)
                    try await forgetTries(of: email, device: nil, on: transaction)
                    try await enqueue(OutgoingMail(.passwordChanged, to: email), for: user.id, at: now, on: transaction)
                    try await audit.record(
                        .passwordResetSuccess, by: .user, of: user.id, in: context, at: now, on: transaction)
                    return true
                }
                guard isDone else { throw Self.tokenInvalid }
            }
        }
    }
}
