import MortiseSQL

extension AuthEngine {
    /// The account with an identifier, deleted ones too; `nil` where there is none.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func user(_ id: UserID) async throws(AuthError) -> User? {
        try await flow("find_user", in: RequestContext()) {
            try await database.first(UserStatements.byID(id))?.opened(with: vault)
        }
    }

    /// The account that goes by an address now; `nil` where there is none.
    ///
    /// - Throws: ``AuthError`` with code `.validationFailed`, `.unavailable`, `.cancelled`.
    public func user(email: String) async throws(AuthError) -> User? {
        try await flow("find_user", in: RequestContext()) {
            try await lookUp(parse(email))?.opened(with: vault)
        }
    }

    /// A page of all accounts in the order of their identifiers, which is that of their registration.
    ///
    /// - Parameters:
    ///   - last: The last account of the page before; the first page where `nil`.
    ///   - limit: The most accounts, from 1 to 1,000; a number outside counts as the nearest within.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func users(after last: UserID? = nil, limit: Int = 100) async throws(AuthError) -> [User] {
        try await flow("list_users", in: RequestContext()) {
            let limit = Int64(min(max(limit, 1), 1000))
            let statement = last.map { UserStatements.page($0, limit) } ?? UserStatements.firstPage(limit)
            return try await database.all(statement).map { record throws(DatabaseError) in
                try record.opened(with: vault)
            }
        }
    }
}
