import MortiseSQL

extension AuthEngine {
    /// Verifies the address of an account by the token that was mailed to it.
    ///
    /// - Returns: The account, verified.
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, `.rateLimited`, `.unavailable`, `.cancelled`.
    @discardableResult
    public func verifyEmail(token: String, in context: RequestContext) async throws(AuthError) -> User {
        try await flow(
            "verify_email", in: context, counting: telemetry.metrics?.emailVerifications
        ) {
            return try await usingToken(token, for: .verifyEmail, in: context) {
                let now = clock.now
                let user = try await database.transaction { transaction -> User? in
                    guard let record = try await consume(token, for: .verifyEmail, at: now, on: transaction) else {
                        return nil
                    }
                    // A token of an account that is verified already changes nothing, and is used up all the same.
                    let verified = try await transaction.first(
                        UserStatements.verify(record.userID, record.securityEpoch, now))
                    let user: UserRecord?
                    if let verified {
                        user = verified
                    } else {
                        user = try await transaction.first(UserStatements.byID(record.userID))
                    }
                    // The account changed in this very moment: the token was for what it was before.
                    guard let user, user.isVerified else { throw Self.tokenInvalid }
                    try await audit.record(
                        .emailVerificationSuccess, by: .user, of: record.userID, in: context, at: now, on: transaction)
                    return try user.opened(with: vault)
                }
                guard let user else { throw Self.tokenInvalid }
                return user
            }
        }
    }

    /// Mails a new link to verify an address. What it does and how long it takes is the same for every address.
    ///
    /// - Throws: ``AuthError`` with code `.validationFailed`, `.rateLimited`, `.unavailable`, `.cancelled`.
    public func resendVerification(email: String, in context: RequestContext) async throws(AuthError) {
        try await flow(
            "resend_verification", in: context, writesMail: true, counting: telemetry.metrics?.emailVerifications,
            as: "requested"
        ) {
            try await mailToken(
                MailedToken(
                    purpose: .verifyEmail, kind: .verification, action: .emailVerificationRequest,
                    policy: "verification", gate: .resendVerification, isFor: { $0.isUsable && !$0.isVerified }),
                to: try parse(email), in: context)
        }
    }
}
