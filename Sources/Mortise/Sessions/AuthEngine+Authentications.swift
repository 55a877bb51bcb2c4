import MortiseSQL

extension AuthEngine {
    /// Whether the owner of a session has proved who they are, and not merely that they have the session, within the
    /// last while: for what needs more than a session that was begun a month ago.
    ///
    /// - Throws: ``AuthError`` with code `.sessionRequired` for a session that is over, `.unavailable`, `.cancelled`.
    public func hasAuthenticated(
        _ session: Session, within duration: Duration, in context: RequestContext = RequestContext()
    ) async throws(AuthError) -> Bool {
        try await flow("recent_authentication", in: context) {
            guard let text = try await database.first(SessionStatements.authentications(session.id)) else {
                throw Self.sessionRequired
            }
            let entries = try JSON.parse(Array(text.text.utf8)).arrayValue ?? []
            guard let last = entries.compactMap({ $0["at"]?.integerValue }).max() else { return false }
            return clock.now - Instant(microseconds: last) <= duration
        }
    }
}
