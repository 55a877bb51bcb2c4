#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let logOut = Route(
        .logOut, .post, "/logout", "Ends sessions of the caller, if there is one.", body: LogOutFields.self,
        isOptional: true, takesSession: true,
        answers: [.noContent("Done, with or without a session to end.", headers: [.setCookie])],
        errors: [.sessionRequired]
    ) { exchange, body in
        if let token = exchange.credential.token {
            _ = try await exchange.work { [engine = exchange.engine, context = exchange.context] in
                try await engine.logOut(token, scope: body.scope, in: context)
            }
        }
        var response = Response.noContent(requestID: exchange.context.requestID)
        // A bearer's cookie, if it has one, belongs to another session.
        if case .bearer = exchange.credential { return response }
        if body.scope != .others { response.headers[.setCookie] = exchange.service.cookie.clearing }
        return response
    }
}

/// The body of a logout.
private struct LogOutFields: BodyFields {
    let scope: LogOutScope

    init(_ fields: inout Fields) {
        scope = fields.choice("scope", LogOutScope.self) ?? .current
    }
}
#endif
