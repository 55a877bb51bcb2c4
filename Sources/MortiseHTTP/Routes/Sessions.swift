#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let session = Route(
        .session, .get, "/session", "Whose session the request proves.",
        answers: [.ok(.userAndSession, "User and session.")]
    ) { exchange, caller in
        .success(requestID: exchange.context.requestID) { $0.writeData(caller.user, caller.session) }
    }

    static let sessions = Route(
        .sessions, .get, "/sessions", "The living sessions of the caller, the newest first.",
        answers: [.ok(.sessions, "All of them: there are at most a hundred.")]
    ) { exchange, caller in
        let sessions = try await exchange.work { [engine = exchange.engine] in
            try await engine.sessions(of: caller.user.id)
        }
        return .success(requestID: exchange.context.requestID) { $0.writeData(sessions, current: caller.session.id) }
    }

    static let revokeSession = Route(
        .revokeSession, .delete, "/sessions/{id}", parameter: .uuid, "Ends a session of the caller.",
        answers: [.noContent("It is over.", headers: [.setCookie])], errors: [.notFound]
    ) { exchange, caller in
        guard let id = SessionID(exchange.parameter) else { throw Failure(.notFound) }
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.revokeSession(id, by: caller.token, in: context)
        }
        var response = Response.noContent(requestID: exchange.context.requestID)
        if exchange.credential.isCookie && id == caller.session.id {
            response.headers[.setCookie] = exchange.service.cookie.clearing
        }
        return response
    }
}
#endif
