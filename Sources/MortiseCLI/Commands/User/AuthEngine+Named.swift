#if CLI
import Mortise

extension AuthEngine {
    /// The account that goes by an address or an id; a deleted one by its id alone.
    ///
    /// - Throws: ``CommandFailure`` where there is none; `AuthError`.
    func user(named name: String) async throws -> User {
        let found = if let id = UserID(name) { try await user(id) } else { try await user(email: name) }
        guard let found else {
            throw CommandFailure(
                .failure, "not_found", "There is no account \(name). `mortise user list` shows those there are.")
        }
        return found
    }
}

extension RequestContext {
    /// Who asks, where it is an operator on the command line.
    static var command: RequestContext { RequestContext(userAgent: "mortise") }
}
#endif
