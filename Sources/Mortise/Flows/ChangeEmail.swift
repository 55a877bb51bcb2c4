import MortiseSQL

extension AuthEngine {
    /// Asks for another address: its owner confirms it by a link mailed there. Until then nothing changes.
    ///
    /// The answer is the same for an address that has an account already; the owner of that one gets a notice.
    ///
    /// - Parameters:
    ///   - token: The session.
    ///   - password: The password, again.
    ///   - email: The new address.
    ///   - device: The device, if it is known.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.validationFailed`, `.invalidCredentials`, `.rateLimited`,
    ///   `.overloaded`, `.unavailable`, `.cancelled`.
    public func requestEmailChange(
        _ token: SessionToken, password: Password, to email: String, device: DeviceToken? = nil,
        in context: RequestContext
    ) async throws(AuthError) {
        try await flow("request_email_change", in: context, writesMail: true) {
            let wanted = try parse(email)
            let user = try await reauthenticate(token, password: password, device: device, in: context).user
            let owner = try await lookUp(wanted)
            let now = clock.now
            let recipient = try owner?.opened(with: vault).email ?? wanted
            try await database.transaction { transaction in
                let isAllowed = try await mayMail(recipient, at: now, on: transaction)
                let nobody = UserID(at: now)
                // Only a free address gets a link; the owner of a taken one is told, unless it is the user.
                let issued = try await issue(
                    .changeEmail, payload: wanted.address, for: owner == nil && isAllowed ? user.id : nobody,
                    epoch: user.securityEpoch, at: now, on: transaction)
                let mail =
                    owner == nil
                    ? OutgoingMail(.emailChange, to: wanted, token: issued)
                    : OutgoingMail(.accountExists, to: recipient)
                let subject = owner?.id ?? user.id
                try await enqueue(
                    mail, for: isAllowed && owner?.id != user.id ? subject : nobody, at: now, on: transaction)
                let outcome: JSON = owner != nil ? "taken" : isAllowed ? "sent" : "mail_quota"
                try await audit.record(
                    .emailChangeRequest, by: .user, of: user.id, details: ["outcome": outcome], in: context, at: now,
                    on: transaction)
            }
        }
    }

    /// Makes the address to which a token was mailed that of its account.
    ///
    /// All sessions and tokens of the account end. The former address gets a notice with a link that takes the change
    /// back.
    ///
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, also when the address was taken meanwhile; `.rateLimited`,
    ///   `.unavailable`, `.cancelled`.
    @discardableResult
    public func confirmEmailChange(token: String, in context: RequestContext) async throws(AuthError) -> User {
        try await flow("confirm_email_change", in: context, writesMail: true) {
            return try await usingToken(token, for: .changeEmail, in: context) {
                let now = clock.now
                let user = try await unlessTaken {
                    try await database.transaction { transaction -> User? in
                        guard let record = try await consume(token, for: .changeEmail, at: now, on: transaction),
                            let sealed = record.payloadSealed,
                            let before = try await transaction.first(UserStatements.byID(record.userID))
                        else { return nil }
                        let former = try before.opened(with: vault).email
                        let email = try EmailAddress(vault.open(sealed, from: .payload(of: record.id)))
                        let index = vault.index(email)
                        try await claim(index, on: transaction)
                        guard
                            let changed = try await transaction.first(
                                UserStatements.changeEmail(
                                    record.userID, record.securityEpoch, index.digests[0],
                                    try vault.seal(email.address, for: .email(of: record.userID)), now,
                                    index.digests[0], index.digests[1], index.digests[2], index.digests[3],
                                    index.newestKeyID))
                        else { throw Self.tokenInvalid }
                        try await cutOff(changed.id, on: transaction)
                        let undo = try await issue(
                            .undoEmailChange, payload: former.address, for: changed.id, epoch: changed.securityEpoch,
                            at: now, on: transaction)
                        try await enqueue(
                            OutgoingMail(.emailChangeNotice, to: former, about: email, token: undo), for: changed.id,
                            at: now,
                            on: transaction)
                        try await audit.record(
                            .emailChanged, by: .user, of: changed.id, in: context, at: now, on: transaction)
                        try await happened(
                            .emailChanged(from: former, to: email), to: changed.id, by: .user, in: context, at: now,
                            on: transaction)
                        return try changed.opened(with: vault)
                    }
                }
                guard let user else { throw Self.tokenInvalid }
                return user
            }
        }
    }

    /// Gives an account its former address back, by the link that was mailed there.
    ///
    /// Whoever changed the address may know the password too: it is taken from the account, all sessions and tokens end,
    /// and the restored address gets a link that sets a new one.
    ///
    /// - Throws: ``AuthError`` with code `.tokenInvalid`, also when the address was taken meanwhile; `.rateLimited`,
    ///   `.unavailable`, `.cancelled`.
    public func undoEmailChange(token: String, in context: RequestContext) async throws(AuthError) {
        try await flow("undo_email_change", in: context, writesMail: true) {
            try await usingToken(token, for: .undoEmailChange, in: context) {
                let now = clock.now
                let isDone = try await unlessTaken {
                    try await database.transaction { transaction in
                        guard let record = try await consume(token, for: .undoEmailChange, at: now, on: transaction),
                            let sealed = record.payloadSealed
                        else { return nil as Bool? }
                        let email = try EmailAddress(vault.open(sealed, from: .payload(of: record.id)))
                        let index = vault.index(email)
                        try await claim(index, on: transaction)
                        guard
                            let restored = try await transaction.first(
                                UserStatements.restoreEmail(
                                    record.userID, index.digests[0],
                                    try vault.seal(email.address, for: .email(of: record.userID)), now,
                                    index.digests[0], index.digests[1], index.digests[2], index.digests[3],
                                    index.newestKeyID))
                        else { throw Self.tokenInvalid }
                        try await cutOff(restored.id, on: transaction)
                        // Links that came of later changes lead back to addresses of whoever made those.
                        try await transaction.execute(
                            TokenStatements.endSince(restored.id, .undoEmailChange, record.createdAt, now))
                        let reset = try await issue(
                            .resetPassword, for: restored.id, epoch: restored.securityEpoch, at: now, on: transaction)
                        try await enqueue(
                            OutgoingMail(.passwordReset, to: email, token: reset), for: restored.id, at: now,
                            on: transaction)
                        try await audit.record(
                            .emailChangeUndone, by: .user, of: restored.id, in: context, at: now, on: transaction)
                        try await happened(
                            .emailChangeUndone(to: email), to: restored.id, by: .user, in: context, at: now,
                            on: transaction)
                        return true
                    }
                }
                guard isDone == true else { throw Self.tokenInvalid }
            }
        }
    }

    /// Somebody may have registered the address since: outside, the token is no good then.
    private func unlessTaken<Result>(_ body: () async throws -> Result?) async throws -> Result? {
        do {
            return try await body()
        } catch let error as DatabaseError {
            guard case .uniqueViolation = error.code else { throw error }
            return nil
        }
    }
}
