public import MortiseSQL

/// The failed logins of an account since the last good one.
public struct LoginFailures: Sendable, Hashable {
    /// How many there were in a row.
    public let count: Int
    /// When the last one was.
    public let lastAt: Instant?
    /// Until when the account is locked; `nil` where it never was since, and in the past where the lock is over.
    public let lockedUntil: Instant?
}

extension AuthEngine {
    /// The failed logins of an account, for support to read; `nil` where there is no such account.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func loginFailures(of id: UserID) async throws(AuthError) -> LoginFailures? {
        try await flow("login_failures", in: RequestContext()) {
            try await database.first(UserStatements.loginFailures(id))
        }
    }
}
