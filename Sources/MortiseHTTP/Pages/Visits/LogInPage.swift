#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension PageVisit {
    /// The login, for who is not logged in.
    func showLogIn() async throws -> Response {
        let next = exchange.request.queryValue("next")
        if exchange.credential.isCookie, let token = exchange.credential.token {
            do {
                _ = try await exchange.work { [engine, context] in try await engine.authenticate(token, in: context) }
                return redirect(to: target(next))
            } catch let error as AuthError where error.code == .sessionRequired {
                // The cookie of a session that is over.
            }
        }
        return page(logInForm(next))
    }

    /// Logs in and leads where the visitor wanted to go.
    func logIn() async throws -> Response {
        let posted = try await posted()
        let next = posted["next"]?.stringValue
        return try await answer(logInForm(next).filled(with: posted)) {
            var fields = Fields(posted)
            let email = fields.text("email", .email)
            let password = fields.password("password")
            let device = exchange.device(nil)
            _ = fields.optional("next", .text()) { $0 }
            try fields.finish()
            let signIn = try await exchange.work { [engine, context] in
                try await engine.logIn(email: email, password: password, device: device, in: context)
            }
            var response = redirect(to: target(next))
            exchange.setCookies(of: signIn, on: &response)
            await exchange.endFormerSession()
            return response
        }
    }

    /// Logs out, with or without a session to end.
    func logOut() async throws -> Response {
        var fields = Fields(try await posted())
        try fields.finish()
        if let token = exchange.credential.token {
            _ = try await exchange.work { [engine, context] in try await engine.logOut(token, in: context) }
        }
        var response = redirect(to: "/login", .loggedOut)
        response.headers.append(HTTPField(name: .setCookie, value: exchange.service.cookie.clearing))
        return response
    }

    private func logInForm(_ next: String?) -> PageForm {
        var form = PageForm(.logIn, .logInTitle, fields: [.email(), .password()])
        if let next = next.flatMap(allowed) { form.facts[.next] = .text(next.description) }
        return form
    }

    /// Where a login leads.
    private func target(_ next: String?) -> WebAddress {
        next.flatMap(allowed) ?? pages.configuration.home ?? WebAddress("\(pages.configuration.prefix)/account")
            ?? .root
    }

    /// A place that others may name: on our own origin, or on one that is allowed.
    private func allowed(_ text: String) -> WebAddress? {
        guard let address = WebAddress(text) else { return nil }
        guard let origin = address.origin else { return address }
        let isOurs = origin == exchange.configuration.baseURL.origin
        return isOurs || pages.configuration.allowedRedirects.contains(origin) ? address : nil
    }
}
#endif
