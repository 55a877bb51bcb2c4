import MortiseSQL

extension AuthEngine {
    /// The longest name, in bytes of UTF-8.
    public static let maximumNameBytes = 256

    /// Changes the name that an account goes by, if it still is the version that the caller has read.
    ///
    /// - Parameters:
    ///   - id: The account.
    ///   - displayName: The name, or `nil` for none.
    ///   - version: The version that the caller has read: ``User/version``.
    ///   - context: Who asks.
    /// - Returns: The account, one version further.
    /// - Throws: ``AuthError`` with code `.notFound`, `.versionMismatch`, `.validationFailed`, `.unavailable`,
    ///   `.cancelled`.
    public func updateProfile(
        of id: UserID, displayName: String?, expecting version: Int, in context: RequestContext
    ) async throws(AuthError) -> User {
        try await flow("update_profile", in: context) {
            if let displayName { try Self.checkName(displayName) }
            let now = clock.now
            let sealed = try displayName.map { name throws(AuthError) in
                try vault.seal(name, for: .displayName(of: id))
            }
            return try await database.transaction { transaction in
                guard
                    let changed = try await transaction.first(
                        UserStatements.updateProfile(id, Int64(version), sealed, now))
                else {
                    let isThere = try await transaction.first(UserStatements.byID(id))?.isUsable ?? false
                    throw isThere
                        ? AuthError(.versionMismatch, "the account has changed since it was read") : Self.noSuchUser
                }
                try await audit.record(.profileUpdated, by: .user, of: id, in: context, at: now, on: transaction)
                try await happened(
                    .profileUpdated(displayName: displayName), to: id, by: .user, in: context, at: now, on: transaction)
                return try changed.opened(with: vault)
            }
        }
    }

    private static func checkName(_ name: String) throws(AuthError) {
        let code: AuthError.FieldCode?
        if name.utf8.count > maximumNameBytes {
            code = .tooLong
        } else if name.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            code = .required
        } else if !name.unicodeScalars.allSatisfy(\.staysInItsLine) {
            code = .malformed
        } else {
            code = nil
        }
        if let code {
            throw AuthError(.validationFailed(["display_name": [code]]), "the name does not have an accepted form")
        }
    }
}
