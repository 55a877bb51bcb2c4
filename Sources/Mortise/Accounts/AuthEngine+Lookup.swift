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

    /// The account of an address, under whichever key it is indexed.
    func lookUp(_ email: EmailAddress) async throws(DatabaseError) -> UserRecord? {
        try await database.first(Self.byEmail(vault.index(email)))
    }

    static func byEmail(_ index: AddressIndex) -> Statement<UserRecord> {
        let digests = index.digests
        return UserStatements.byEmail(digests[0], digests[1], digests[2], digests[3])
    }

    /// Makes sure that until the end of the transaction nobody else gives an account this address, on whichever node and
    /// under whichever key.
    ///
    /// A statement of its own: the one that then looks must see what those have done for whom this one waited.
    func claim(_ index: AddressIndex, on transaction: Transaction) async throws(DatabaseError) {
        _ = try await transaction.first(UserStatements.lockAddress(index.lock))
    }
}
