import MortiseSQL

extension AuthEngine {
    /// The living session that a token proves, and its user.
    ///
    /// - Throws: ``AuthError`` with code `.sessionRequired`.
    func require(_ token: SessionToken) async throws -> (session: SessionRecord, user: UserProfile) {
        guard let (session, user) = try await find(token), user.isUsable,
            session.isAlive(at: clock.now, epoch: user.securityEpoch)
        else { throw Self.sessionRequired }
        return (session, user)
    }

    /// Asks for the password again, before something that a stolen session must not do. It passes the same limits and
    /// lock as a login, and clears them as a login does.
    ///
    /// - Returns: The account as it is now, and the device if it is known.
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.invalidCredentials`, `.rateLimited`.
    func reauthenticate(
        _ token: SessionToken, password: Password, device: DeviceToken?, in context: RequestContext
    ) async throws -> (user: UserRecord, email: EmailAddress, device: DeviceToken?) {
        let session = try await require(token).session
        guard let user = try await database.first(UserStatements.byID(session.userID)), user.isUsable else {
            throw Self.sessionRequired
        }
        let email = try user.opened(with: vault).email
        let device = try await known(device, of: user, at: clock.now)
        try await admit(passwordRules(email, device: device, in: context), for: user.id, in: context)
        let matches = try await hasher.verify(password, against: user.passwordHash)
        if matches && !(isLocked(user) && device == nil) {
            // As after a login, whatever becomes of what is asked for: whoever knows the password is no guesser.
            try await database.transaction { transaction in
                try await transaction.execute(UserStatements.unlock(user.id))
                try await forgetTries(of: email, device: device, on: transaction)
            }
            return (user, email, device)
        }
        throw try await refuse(
            user, matches ? .locked : user.passwordHash == nil ? .noPassword : .wrongPassword, device: device,
            in: context)
    }
}
