#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// The pages to which links in mails lead. Opening one changes nothing: mail scanners open links too.
extension PageVisit {
    private static let reset = PageForm(.resetPassword, .resetTitle, fields: [.newPassword(), .confirmation])

    /// A page with one button, which follows the link.
    func showLink(_ purpose: TokenPurpose) async throws -> Response {
        try await whileGood(purpose) {
            try await check(purpose)
            return page(purpose.template, purpose.title)
        }
    }

    func showPasswordReset() async throws -> Response {
        try await whileGood(.resetPassword) {
            try await check(.resetPassword)
            return page(Self.reset)
        }
    }

    /// Does what the link is for.
    func follow(_ purpose: TokenPurpose) async throws -> Response {
        var fields = Fields(try await posted())
        try fields.finish()
        let token = exchange.parameter
        return try await whileGood(purpose) {
            switch purpose {
            case .verifyEmail:
                _ = try await exchange.work { [engine, context] in
                    try await engine.verifyEmail(token: token, in: context)
                }
                return redirect(to: "/login", .emailVerified)
            case .changeEmail:
                _ = try await exchange.work { [engine, context] in
                    try await engine.confirmEmailChange(token: token, in: context)
                }
                return redirect(to: "/login", .emailChanged)
            case .undoEmailChange:
                try await exchange.work { [engine, context] in
                    try await engine.undoEmailChange(token: token, in: context)
                }
                return redirect(to: "/check-mail?about=undone")
            case .unlock:
                try await exchange.work { [engine, context] in try await engine.unlock(token: token, in: context) }
                return redirect(to: "/login", .unlocked)
            case .resetPassword: throw Failure(.notFound)
            }
        }
    }

    /// Sets the password. One that is refused leaves the link good.
    func resetPassword() async throws -> Response {
        let posted = try await posted()
        let token = exchange.parameter
        return try await whileGood(.resetPassword) {
            try await answer(Self.reset) {
                var fields = Fields(posted)
                let password = fields.password("password", confirmedBy: "password_confirmation")
                try fields.finish()
                try await exchange.work { [engine, context] in
                    try await engine.resetPassword(token: token, password: password, in: context)
                }
                return redirect(to: "/login", .passwordReset)
            }
        }
    }

    private func check(_ purpose: TokenPurpose) async throws {
        let token = exchange.parameter
        try await exchange.work { [engine, context] in
            try await engine.checkToken(token, for: purpose, in: context)
        }
    }

    /// The answer of `work`; where the link is no good, what to do next.
    private func whileGood(_ purpose: TokenPurpose, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as AuthError where error.code == .tokenInvalid {
            var facts = PageFacts()
            facts[.lead] = .text(language.text(purpose.deadLead))
            facts[.againPath] = .text(purpose.againPath)
            facts[.againLabel] = .text(language.text(purpose.againLabel))
            var response = page(.deadLink, .deadLinkTitle, facts)
            response.status = Failure(error).code.status
            return response
        }
    }
}

extension TokenPurpose {
    fileprivate var template: PageTemplateName {
        switch self {
        case .verifyEmail: .verifyEmail
        case .resetPassword: .resetPassword
        case .changeEmail: .changeEmail
        case .undoEmailChange: .undoEmailChange
        case .unlock: .unlock
        }
    }

    fileprivate var title: PageText {
        switch self {
        case .verifyEmail: .verifyTitle
        case .resetPassword: .resetTitle
        case .changeEmail: .changeEmailTitle
        case .undoEmailChange: .undoTitle
        case .unlock: .unlockTitle
        }
    }

    fileprivate var deadLead: PageText {
        switch self {
        case .verifyEmail: .deadVerification
        case .resetPassword: .deadReset
        case .changeEmail: .deadChange
        case .undoEmailChange: .deadUndo
        case .unlock: .deadUnlock
        }
    }

    /// Where a link of the kind can be asked for again.
    fileprivate var againPath: String {
        switch self {
        case .verifyEmail: "/verify-email"
        case .changeEmail: "/account/email"
        case .resetPassword, .undoEmailChange, .unlock: "/forgot-password"
        }
    }

    fileprivate var againLabel: PageText {
        switch self {
        case .verifyEmail, .resetPassword: .askAgain
        case .changeEmail: .newEmailTitle
        case .undoEmailChange, .unlock: .resetTitle
        }
    }
}
#endif
