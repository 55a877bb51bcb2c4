import MortiseSQL

extension AuthEngine {
    /// Deactivates an account: nobody gets in any more, all sessions and tokens end. Doing it again changes nothing.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    @discardableResult
    public func deactivate(_ id: UserID, in context: RequestContext) async throws(AuthError) -> User {
        try await setActive(false, id, .accountDeactivated, in: context)
    }

    /// Activates a deactivated account. Doing it again changes nothing.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    @discardableResult
    public func activate(_ id: UserID, in context: RequestContext) async throws(AuthError) -> User {
        try await setActive(true, id, .accountActivated, in: context)
    }

    /// Deletes an account, as an operator does. It can be restored until it is purged, or its address registered again.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.unavailable`, `.cancelled`.
    public func delete(_ id: UserID, in context: RequestContext) async throws(AuthError) {
        try await flow("delete_user", in: context) {
            guard try await delete(id, by: .operator, in: context) else { throw Self.noSuchUser }
        }
    }

    /// Deletes the account of the user whom a session proves.
    ///
    /// - Throws: ``AuthError`` with code `.sessionRequired`, `.invalidCredentials`, `.rateLimited`, `.overloaded`,
    ///   `.unavailable`, `.cancelled`.
    public func deleteAccount(
        _ token: SessionToken, password: Password, device: DeviceToken? = nil, in context: RequestContext
    ) async throws(AuthError) {
        try await flow("delete_account", in: context, writesMail: true) {
            let user = try await reauthenticate(token, password: password, device: device, in: context).user
            guard try await delete(user.id, by: .user, in: context) else { throw Self.sessionRequired }
        }
    }

    /// Restores a deleted account.
    ///
    /// - Throws: ``AuthError`` with code `.notFound`, `.conflict` when its address has been registered again,
    ///   `.unavailable`, `.cancelled`.
    @discardableResult
    public func restore(_ id: UserID, in context: RequestContext) async throws(AuthError) -> User {
        try await flow("restore_user", in: context) {
            let now = clock.now
            return try await database.transaction { transaction in
                guard let deleted = try await transaction.first(UserStatements.byID(id)), deleted.deletedAt != nil
                else {
                    throw Self.noSuchUser
                }
                let index = vault.index(try deleted.opened(with: vault).email)
                try await claim(index, on: transaction)
                guard
                    let restored = try await transaction.first(
                        UserStatements.restore(
                            id, now, index.digests[0], index.digests[1], index.digests[2], index.digests[3],
                            index.newestKeyID))
                else { throw AuthError(.conflict, "the address of the account has been registered again") }
                try await audit.record(
                    .accountRestored, by: .operator, of: id, in: context, at: now, on: transaction)
                try await happened(.restored, to: id, by: .operator, in: context, at: now, on: transaction)
                return try restored.opened(with: vault)
            }
        }
    }

    /// Removes a deleted account for good: its row with all personal data, its sessions, tokens and mails. The audit log
    /// keeps what happened, without client addresses and agents.
    ///
    /// On a database where the app's role may not change the audit log, an owner's connection is needed.
    ///
    /// - Throws: ``AuthError`` with code `.notFound` unless it is deleted, `.unavailable`, `.cancelled`.
    public func purge(_ id: UserID, in context: RequestContext) async throws(AuthError) {
        try await flow("purge_user", in: context) {
            let now = clock.now
            try await database.transaction { transaction in
                guard try await transaction.first(UserStatements.purge(id)) != nil else { throw Self.noSuchUser }
                try await AuditLog.forgetClients(of: id, on: transaction)
                try await audit.record(
                    .accountPurged, by: .operator, of: id, in: context, at: now, on: transaction)
                try await happened(
                    .purged, to: id, by: .operator, in: context, at: now, on: transaction)
            }
        }
    }

    private func setActive(
        _ isActive: Bool, _ id: UserID, _ action: AuditEvent.Action, in context: RequestContext
    ) async throws(AuthError) -> User {
        try await flow("set_active", in: context) {
            let now = clock.now
            return try await database.transaction { transaction in
                if let changed = try await transaction.first(UserStatements.setActive(id, isActive, now)) {
                    try await cutOff(id, on: transaction)
                    try await audit.record(action, by: .operator, of: id, in: context, at: now, on: transaction)
                    try await happened(
                        isActive ? .activated : .deactivated, to: id, by: .operator, in: context, at: now,
                        on: transaction)
                    return try changed.opened(with: vault)
                }
                guard let unchanged = try await transaction.first(UserStatements.byID(id)),
                    unchanged.deletedAt == nil
                else { throw Self.noSuchUser }
                return try unchanged.opened(with: vault)
            }
        }
    }

    private func delete(
        _ id: UserID, by actor: AuditEvent.Actor, in context: RequestContext
    ) async throws -> Bool {
        let now = clock.now
        return try await database.transaction { transaction in
            guard try await transaction.first(UserStatements.delete(id, now)) != nil else { return false }
            try await cutOff(id, on: transaction)
            try await audit.record(.accountDeleted, by: actor, of: id, in: context, at: now, on: transaction)
            try await happened(
                .deleted, to: id, by: actor, in: context, at: now, on: transaction)
            return true
        }
    }
}
