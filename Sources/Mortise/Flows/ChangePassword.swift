import MortiseSQL

extension AuthEngine {
    /// Changes the password of the user whom a session proves.
    ///
    /// All sessions and tokens of the account end; the caller gets a new session. The owner gets a notice.
    ///
    /// - Parameters:
    ///   - token: The session.
    ///   - current: The password so far.
    ///   - new: The new password.
    ///   - device: The device, if it is known.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.invalidCredentials`, `.weakPassword`, `.rateLimited`,
    ///   `.conflict` when the account changed meanwhile, `.overloaded`, `.unavailable`, `.cancelled`.
    public func changePassword(
        _ token: SessionToken, current: Password, new: Password, device: DeviceToken? = nil,
        in context: RequestContext
    ) async throws(AuthError) -> SignIn {
        try await flow("change_password", in: context, writesMail: true) {
            let (user, email, _) = try await reauthenticate(token, password: current, device: device, in: context)
            try await check(new, for: email)
            let hash = try await hasher.hash(new)
            let now = clock.now
            let session = SessionToken(keyID: vault.activeKeyID)
            return try await database.transaction { transaction in
                guard
                    let changed = try await transaction.first(
                        UserStatements.changePassword(user.id, user.securityEpoch, hash, now))
                else { throw Self.changedMeanwhile }
                try await cutOff(user.id, on: transaction)
                let begun = try await begin(session, for: changed, in: context, at: now, on: transaction)
                try await enqueue(OutgoingMail(.passwordChanged, to: email), for: user.id, at: now, on: transaction)
                try await audit.record(
                    .passwordChanged, by: .user, of: user.id, in: context, at: now, on: transaction)
                try await happened(
                    .passwordChanged, to: user.id, by: .user, in: context, at: now, on: transaction)
                return SignIn(
                    user: try changed.opened(with: vault), session: begun, token: session,
                    device: vault.deviceToken(for: user.id, epoch: changed.securityEpoch, at: now))
            }
        }
    }

    /// Sets the password of an account on behalf of its owner, as an operator does. All its sessions and tokens end.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.weakPassword`, `.conflict`, `.overloaded`, `.unavailable`,
    ///   `.cancelled`.
    public func setPassword(
        of id: UserID, to password: Password, in context: RequestContext
    ) async throws(AuthError) {
        try await flow("set_password", in: context, writesMail: true) {
            let user = try await existing(id)
            let email = try user.opened(with: vault).email
            try await check(password, for: email)
            let hash = try await hasher.hash(password)
            let now = clock.now
            try await database.transaction { transaction in
                guard
                    try await transaction.first(
                        UserStatements.changePassword(id, user.securityEpoch, hash, now)) != nil
                else { throw Self.changedMeanwhile }
                try await cutOff(id, on: transaction)
                try await forgetTries(of: email, device: nil, on: transaction)
                try await enqueue(OutgoingMail(.passwordChanged, to: email), for: id, at: now, on: transaction)
                try await audit.record(
                    .passwordChanged, by: .operator, of: id, in: context, at: now, on: transaction)
                try await happened(
                    .passwordChanged, to: id, by: .operator, in: context, at: now, on: transaction)
            }
        }
    }

    /// The account with an identifier, unless it is deleted.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`.
    func existing(_ id: UserID) async throws -> UserRecord {
        guard let user = try await database.first(UserStatements.byID(id)), user.deletedAt == nil else {
            throw Self.noSuchUser
        }
        return user
    }

    static var noSuchUser: AuthError { AuthError(.notFound, "there is no such user") }

    static var changedMeanwhile: AuthError {
        AuthError(.conflict, "the account was changed at the same time; try again")
    }
}
