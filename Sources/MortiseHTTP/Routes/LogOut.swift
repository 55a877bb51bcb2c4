#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /logout`: 204, with or without a session to end.
    func logOut() async throws -> Response {
        if case .badAuthorization = credential { throw Failure(.sessionRequired) }
        var fields = try await fields(isOptional: true)
        let scope = fields.choice("scope", LogOutScope.self) ?? .current
        try fields.finish()
        if let token = credential.token {
            _ = try await work { [engine, context] in try await engine.logOut(token, scope: scope, in: context) }
        }
        var response = Response.noContent(requestID: context.requestID)
        // A bearer's cookie, if it has one, belongs to another session.
        if case .bearer = credential { return response }
        if scope != .others { response.headers[.setCookie] = cookie.clearing }
        return response
    }
}
#endif
