#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// The pages of who is logged in.
extension PageVisit {
    /// The profile.
    func showProfile() async throws -> Response {
        page(profileForm(of: try await authenticated().session.user))
    }

    /// Changes the profile, if it is still what the page showed.
    func updateProfile() async throws -> Response {
        let user = try await authenticated().session.user
        let posted = try await posted()
        return try await answer(profileForm(of: user).filled(with: posted)) {
            var fields = Fields(posted)
            let name = fields.optional("name", .text()) { $0 }
            let version = fields.optional("version", .text()) { Int($0) }
            try fields.finish()
            do {
                _ = try await exchange.work { [engine, context] in
                    try await engine.updateProfile(
                        of: user.id, displayName: name == "" ? nil : name, expecting: version ?? 0, in: context)
                }
            } catch let error as AuthError {
                guard case .validationFailed(let faults) = error.code, let codes = faults["display_name"] else {
                    throw error
                }
                throw Failure(.validationFailed, fields: ["name": codes])
            }
            return redirect(to: "/account", .profileSaved)
        }
    }

    func showPasswordChange() async throws -> Response {
        page(passwordForm(of: try await authenticated().session.user))
    }

    /// Changes the password; the session at hand is exchanged for the only one that the account has then.
    func changePassword() async throws -> Response {
        let (token, current) = try await authenticated()
        let posted = try await posted()
        return try await answer(passwordForm(of: current.user)) {
            var fields = Fields(posted)
            let old = fields.password("current_password")
            let new = fields.password("password", confirmedBy: "password_confirmation")
            let device = exchange.device(nil)
            try fields.finish()
            let signIn = try await exchange.work { [engine, context] in
                try await engine.changePassword(token, current: old, new: new, device: device, in: context)
            }
            var response = redirect(to: "/account/password", .passwordChanged)
            exchange.setCookies(of: signIn, on: &response)
            return response
        }
    }

    func showEmailChange() async throws -> Response {
        page(emailForm(of: try await authenticated().session.user))
    }

    /// Mails a link to the new address.
    func requestEmailChange() async throws -> Response {
        let (token, current) = try await authenticated()
        let posted = try await posted()
        return try await answer(emailForm(of: current.user).filled(with: posted)) {
            var fields = Fields(posted)
            let email = fields.text("email", .email)
            let password = fields.password("password")
            let device = exchange.device(nil)
            try fields.finish()
            try await exchange.work { [engine, context] in
                try await engine.requestEmailChange(token, password: password, to: email, device: device, in: context)
            }
            return redirect(to: "/account/email", .emailChangeSent)
        }
    }

    func showDeletion() async throws -> Response {
        page(deletionForm(of: try await authenticated().session.user))
    }

    /// Deletes the account.
    func deleteAccount() async throws -> Response {
        let (token, current) = try await authenticated()
        let posted = try await posted()
        return try await answer(deletionForm(of: current.user)) {
            var fields = Fields(posted)
            let password = fields.password("password")
            let device = exchange.device(nil)
            try fields.finish()
            try await exchange.work { [engine, context] in
                try await engine.deleteAccount(token, password: password, device: device, in: context)
            }
            var response = redirect(to: "/login", .accountDeleted)
            for cookie in [exchange.service.cookie, exchange.service.deviceCookie] {
                response.headers.append(HTTPField(name: .setCookie, value: cookie.clearing))
            }
            return response
        }
    }

    /// The session of the browser. A bearer has no pages.
    func authenticated() async throws -> (token: SessionToken, session: Caller) {
        guard exchange.credential.isCookie else { throw Failure(.sessionRequired) }
        let caller = try await exchange.caller()
        return (caller.token, caller)
    }

    private func profileForm(of user: User) -> PageForm {
        var facts = accountFacts(of: user, at: .atProfile)
        facts[.since] = .text(user.createdAt.pageDay)
        facts[.version] = .text(String(user.version))
        if user.isVerified { facts[.isVerified] = .flag(true) }
        let name = PageForm.Field(
            fact: .name, label: .nameLabel, type: "text", autocomplete: "name", hint: .nameHint, isRequired: false,
            value: user.displayName)
        return PageForm(.account, .accountTitle, fields: [name], facts: facts)
    }

    private func passwordForm(of user: User) -> PageForm {
        PageForm(
            .accountPassword, .changePasswordTitle,
            fields: [.password(.currentPassword, .currentPasswordLabel), .newPassword(), .confirmation],
            facts: accountFacts(of: user, at: .atPassword), passwordField: .currentPassword)
    }

    private func emailForm(of user: User) -> PageForm {
        PageForm(
            .accountEmail, .newEmailTitle,
            fields: [.email(.newEmailLabel, autocomplete: "email"), .password()],
            facts: accountFacts(of: user, at: .atEmail), passwordField: .password)
    }

    private func deletionForm(of user: User) -> PageForm {
        PageForm(
            .deleteAccount, .deleteTitle, fields: [.password()], facts: accountFacts(of: user, at: .atDelete),
            passwordField: .password)
    }

    /// What all pages of an account tell.
    func accountFacts(of user: User, at place: PageFact) -> PageFacts {
        var facts = PageFacts()
        facts[.isLoggedIn] = .flag(true)
        facts[.address] = .text(user.email.address)
        facts[place] = .flag(true)
        return facts
    }
}
#endif
