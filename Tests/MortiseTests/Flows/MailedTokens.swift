import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Expects a flow to be refused with a code.
func expect(
    _ code: AuthError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
    await #expect(throws: AuthError(code, ""), sourceLocation: sourceLocation) { try await body() }
}

extension AuthConfiguration {
    /// Accounts log in before they are verified and are locked after three failures, so that one account can hold
    /// every kind of token.
    static var quickToLock: AuthConfiguration {
        var configuration = AuthConfiguration.withoutVerification
        configuration.rateLimits.failuresUntilLock = 3
        return configuration
    }
}

extension TestEngine {
    /// Mails a token of a purpose to the user of a session whose address is not verified yet, and takes it from the mail.
    /// The engine is one that is ``AuthConfiguration/quickToLock``. An `undoEmailChange` ends the session.
    func mailed(_ purpose: TokenPurpose, to signIn: SignIn) async throws -> String {
        let email = signIn.user.email.address
        switch purpose {
        case .verifyEmail:
            try await auth.resendVerification(email: email, in: .init())
            return try await mailedToken(to: email)
        case .resetPassword:
            try await auth.requestPasswordReset(email: email, in: .init())
            return try await mailedToken(to: email)
        case .changeEmail:
            try await auth.requestEmailChange(signIn.token, password: good, to: "new-\(email)", in: .init())
            return try await mailedToken(to: "new-\(email)")
        case .undoEmailChange:
            try await auth.confirmEmailChange(token: mailed(.changeEmail, to: signIn), in: .init())
            return try await mailedToken(to: email)
        case .unlock:
            for _ in 0..<3 {
                await expect(.invalidCredentials) {
                    _ = try await auth.logIn(email: email, password: other, in: .init())
                }
            }
            return try await mailedToken(to: email)
        }
    }

    /// Registers an account, not verified, and logs it in.
    func unverified(_ email: String = "ada@example.com") async throws -> SignIn {
        _ = try await auth.register(email: email, password: good, in: .init())
        try await auth.deliverMail()
        return try await auth.logIn(email: email, password: good, in: .init())
    }
}

extension AuthEngine {
    /// Uses a token for what it is for.
    func use(
        _ token: String, for purpose: TokenPurpose, password: Password = other, in context: RequestContext = .init()
    ) async throws {
        switch purpose {
        case .verifyEmail: try await verifyEmail(token: token, in: context)
        case .resetPassword: try await resetPassword(token: token, password: password, in: context)
        case .changeEmail: try await confirmEmailChange(token: token, in: context)
        case .undoEmailChange: try await undoEmailChange(token: token, in: context)
        case .unlock: try await unlock(token: token, in: context)
        }
    }
}

extension TokenLifetimes {
    /// The lifetime of a purpose's tokens.
    func lifetime(_ purpose: TokenPurpose) -> Duration {
        switch purpose {
        case .verifyEmail: verification
        case .resetPassword: passwordReset
        case .changeEmail: emailChange
        case .undoEmailChange: emailChangeUndo
        case .unlock: unlock
        }
    }
}
