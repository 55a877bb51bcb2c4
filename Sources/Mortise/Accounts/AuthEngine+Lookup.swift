import MortiseSQL

extension AuthEngine {
    /// Parses an address that somebody gave.
    ///
    /// - Throws: ``AuthError`` with code `.validationFailed`.
    func parse(_ email: String) throws(AuthError) -> EmailAddress {
        do {
            return try EmailAddress(email)
        } catch {
            let code: AuthError.FieldCode =
                switch error {
                case .empty: .required
                case .tooLong: .tooLong
                case .internationalized: .internationalized
                case .malformed: .malformed
                }
            throw AuthError(.validationFailed(["email": [code]]), "the address is not one that mail can be sent to")
        }
    }

    /// The account of an address. Every key's digest is tried, found or not, so that the work is the same.
    func lookUp(_ email: EmailAddress) async throws(DatabaseError) -> UserRecord? {
        var found: UserRecord?
        for digest in vault.emailDigests(email) {
            let record = try await database.first(UserStatements.byEmail(digest))
            if found == nil { found = record }
        }
        return found
    }
}
