#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `GET /session`: 200 with user and session.
    ///
    /// This is the hot route: the database's own timeouts bound it, which spares the task group of a deadline.
    func showSession() async throws -> Response {
        guard let token = credential.token else { throw Failure(.sessionRequired) }
        let authenticated = try await engine.authenticate(token, in: context)
        return .success(requestID: context.requestID) { $0.writeData(authenticated.user, authenticated.session) }
    }
}
#endif
