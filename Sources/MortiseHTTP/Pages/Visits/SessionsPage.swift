#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension PageVisit {
    /// The living sessions of the user, the one at hand first.
    func showSessions() async throws -> Response {
        let current = try await authenticated().session
        let sessions = try await exchange.work { [engine] in try await engine.sessions(of: current.user.id) }
        var facts = accountFacts(of: current.user, at: .atSessions)
        let own = sessions.filter { $0.id == current.session.id }
        let others = sessions.filter { $0.id != current.session.id }
        facts[.sessions] = .list((own + others).map { self.facts(of: $0, isCurrent: $0.id == current.session.id) })
        if !others.isEmpty { facts[.hasOthers] = .flag(true) }
        return page(.sessions, .sessionsTitle, facts)
    }

    /// Ends a session of the user. One that is over is as good as ended.
    func endSession() async throws -> Response {
        let (token, current) = try await authenticated()
        var fields = Fields(try await posted())
        try fields.finish()
        guard let id = SessionID(exchange.parameter) else { throw Failure(.notFound) }
        do {
            try await exchange.work { [engine, context] in
                try await engine.revokeSession(id, by: token, in: context)
            }
        } catch let error as AuthError where error.code == .notFound {
            // It ended between the page and the click.
        }
        guard id == current.session.id else { return redirect(to: "/account/sessions", .sessionEnded) }
        var response = redirect(to: "/login", .loggedOut)
        response.headers.append(HTTPField(name: .setCookie, value: exchange.service.cookie.clearing))
        return response
    }

    /// Ends all sessions of the user but the one at hand.
    func endOtherSessions() async throws -> Response {
        let token = try await authenticated().token
        var fields = Fields(try await posted())
        try fields.finish()
        _ = try await exchange.work { [engine, context] in
            try await engine.logOut(token, scope: .others, in: context)
        }
        return redirect(to: "/account/sessions", .sessionsEnded)
    }

    private func facts(of session: Session, isCurrent: Bool) -> PageFacts {
        var facts = PageFacts()
        facts[.id] = .text(session.id.description)
        let agent = session.userAgent.flatMap(UserAgentName.name) ?? language.text(.sessionUnknown)
        facts[.agent] = .text(agent)
        facts[.begun] = .text(session.createdAt.pageMinute)
        facts[.begunTime] = .text(session.createdAt.pageTime)
        facts[.seen] = .text(session.lastSeenAt.pageMinute)
        facts[.seenTime] = .text(session.lastSeenAt.pageTime)
        if let client = session.clientAddress { facts[.client] = .text(client.description) }
        facts[.isCurrent] = .flag(isCurrent)
        return facts
    }
}
#endif
