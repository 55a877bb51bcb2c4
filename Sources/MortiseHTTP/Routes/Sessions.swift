#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `GET /sessions`: 200 with the living sessions of the user, the newest first.
    func listSessions() async throws -> Response {
        let current = try await authenticated().session
        let sessions = try await work { [engine] in try await engine.sessions(of: current.user.id) }
        return .success(requestID: context.requestID) { $0.writeData(sessions, current: current.session.id) }
    }

    /// `DELETE /sessions/{id}`: 204; 404 for a session that is over or another user's.
    func revokeSession() async throws -> Response {
        let (token, current) = try await authenticated()
        guard let id = SessionID(parameter) else { throw Failure(.notFound) }
        try await work { [engine, context] in try await engine.revokeSession(id, by: token, in: context) }
        var response = Response.noContent(requestID: context.requestID)
        if credential.isCookie && id == current.session.id { response.headers[.setCookie] = cookie.clearing }
        return response
    }
}
#endif
