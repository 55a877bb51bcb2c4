import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// A1: each flow, and what it came to, by the entries of its request.
@Suite struct AuditTests {
    private struct Case {
        let name: String
        let expected: [(AuditEvent.Action, AuditEvent.Actor)]
        let run: (RequestContext) async throws -> Void
    }

    @Test(arguments: TestBackend.available)
    func `A1 A4: every flow and outcome has its entries, with who asked and no secret`(backend: TestBackend)
        async throws
    {
        var configuration = AuthConfiguration.quickToLock
        configuration.rateLimits.failuresUntilLock = 2
        try await backend.withEngine(configuration: configuration) { test in
            for (index, entry) in cases(test).enumerated() {
                // Each case finds all limits fresh.
                test.clock.advance(by: .seconds(7200))
                let context = RequestContext(
                    clientAddress: IPAddress("192.0.2.7"), userAgent: "browser/1", requestID: "case-\(index)")
                do { try await entry.run(context) } catch is AuthError {}
                let events = try await test.auth.auditEvents(ofRequest: context.requestID)
                #expect(events.map(\.action) == entry.expected.map(\.0), "\(entry.name)")
                #expect(events.map(\.actor) == entry.expected.map(\.1), "\(entry.name)")
                for event in events {
                    #expect(event.clientAddress == context.clientAddress && event.userAgent == "browser/1")
                    let details = String(decoding: event.details.serialized(), as: UTF8.self)
                    #expect(!details.contains("@") && !details.contains("mortise_"), "\(entry.name): \(details)")
                }
            }
        }
    }

    private func cases(_ test: TestEngine) -> [Case] {
        let auth = test.auth
        let email = "ada@example.com"
        func signIn(_ address: String = email, _ password: Password = good) async throws -> SignIn {
            if try await auth.user(email: address) == nil {
                _ = try await auth.register(email: address, password: password, in: .init())
                try await auth.deliverMail()
            }
            return try await auth.logIn(email: address, password: password, in: .init())
        }
        func refusedTokens(_ test: TestEngine) -> [Case] {
            TokenPurpose.allCases.map { purpose in
                Case(name: "bad token: \(purpose)", expected: [(.tokenRefused, .anonymous)]) {
                    try await auth.use("none", for: purpose, in: $0)
                }
            }
        }
        func used(_ purpose: TokenPurpose, _ address: String) -> (RequestContext) async throws -> Void {
            { context in
                let token = try await test.mailed(purpose, to: signIn(address))
                try await auth.use(token, for: purpose, in: context)
            }
        }
        return [
            Case(name: "register", expected: [(.registration, .anonymous)]) {
                _ = try await auth.register(email: email, password: good, in: $0)
            },
            Case(name: "register again", expected: [(.registration, .anonymous)]) {
                _ = try await auth.register(email: email, password: good, in: $0)
            },
            Case(name: "create", expected: [(.registration, .operator)]) {
                _ = try await auth.createUser(email: "op@example.com", password: nil, isVerified: true, in: $0)
            },
            Case(name: "malformed", expected: []) {
                _ = try await auth.register(email: "nobody", password: good, in: $0)
            },
            Case(name: "log in", expected: [(.loginSuccess, .user)]) {
                _ = try await auth.logIn(email: email, password: good, in: $0)
            },
            Case(name: "wrong password", expected: [(.loginFailed, .anonymous)]) {
                _ = try await auth.logIn(email: email, password: other, in: $0)
            },
            Case(
                name: "the failure that locks", expected: [(.accountLocked, .system), (.loginFailed, .anonymous)]
            ) { _ = try await auth.logIn(email: email, password: other, in: $0) },
            Case(name: "unlock", expected: [(.accountUnlocked, .operator)]) {
                try await auth.unlock(signInID(test), in: $0)
            },
            Case(name: "unknown account", expected: [(.loginFailed, .anonymous)]) {
                _ = try await auth.logIn(email: "nobody@example.com", password: other, in: $0)
            },
            Case(
                name: "limit",
                expected: Array(repeating: (.loginFailed, .anonymous), count: 5) + [(.rateLimited, .anonymous)]
            ) { context in
                for _ in 0..<8 {
                    _ = try? await auth.logIn(email: "limited@example.com", password: other, in: context)
                }
            },
            Case(name: "log out", expected: [(.logout, .user)]) { try await auth.logOut(signIn().token, in: $0) },
            Case(name: "log out of others", expected: [(.sessionRevoked, .user)]) {
                _ = try await signIn()
                try await auth.logOut(signIn().token, scope: .others, in: $0)
            },
            Case(name: "revoke", expected: [(.sessionRevoked, .user)]) {
                let mine = try await signIn()
                try await auth.revokeSession(mine.session.id, by: mine.token, in: $0)
            },
            Case(name: "revoke all", expected: [(.sessionRevoked, .operator)]) {
                try await auth.revokeAllSessions(of: signIn().user.id, in: $0)
            },
            Case(name: "ask for a reset", expected: [(.passwordResetRequest, .anonymous)]) {
                try await auth.requestPasswordReset(email: email, in: $0)
            },
            Case(name: "ask for a reset of nobody", expected: [(.passwordResetRequest, .anonymous)]) {
                try await auth.requestPasswordReset(email: "nobody@example.com", in: $0)
            },
            Case(name: "ask for a link", expected: [(.emailVerificationRequest, .anonymous)]) {
                try await auth.resendVerification(email: email, in: $0)
            },
            Case(name: "ask for a link of nobody", expected: [(.emailVerificationRequest, .anonymous)]) {
                try await auth.resendVerification(email: "nobody@example.com", in: $0)
            },
            Case(name: "look at a bad token", expected: []) {
                try await auth.checkToken("none", for: .verifyEmail, in: $0)
            },
        ] + refusedTokens(test) + [
            Case(
                name: "verify", expected: [(.emailVerificationSuccess, .user)], run: used(.verifyEmail, "v@example.com")
            ),
            Case(
                name: "reset", expected: [(.passwordResetSuccess, .user)], run: used(.resetPassword, "r@example.com")),
            Case(name: "confirm", expected: [(.emailChanged, .user)], run: used(.changeEmail, "c@example.com")),
            Case(name: "undo", expected: [(.emailChangeUndone, .user)], run: used(.undoEmailChange, "u@example.com")),
            Case(name: "ask for a change", expected: [(.emailChangeRequest, .user)]) {
                try await auth.requestEmailChange(signIn().token, password: good, to: "n@example.com", in: $0)
            },
            Case(name: "ask for a change with a wrong password", expected: [(.loginFailed, .anonymous)]) {
                try await auth.requestEmailChange(signIn().token, password: other, to: "n@example.com", in: $0)
            },
            Case(name: "change the password", expected: [(.passwordChanged, .user)]) {
                _ = try await auth.changePassword(signIn().token, current: good, new: other, in: $0)
            },
            Case(name: "set the password", expected: [(.passwordChanged, .operator)]) {
                try await auth.setPassword(of: signInID(test), to: good, in: $0)
            },
            Case(name: "change the name", expected: [(.profileUpdated, .user)]) {
                let user = try await signIn().user
                _ = try await auth.updateProfile(of: user.id, displayName: "Ada", expecting: user.version, in: $0)
            },
            Case(name: "change the name too late", expected: []) {
                _ = try await auth.updateProfile(of: signInID(test), displayName: "Ada", expecting: 1, in: $0)
            },
            Case(name: "deactivate", expected: [(.accountDeactivated, .operator)]) {
                try await auth.deactivate(signInID(test), in: $0)
            },
            Case(name: "activate", expected: [(.accountActivated, .operator)]) {
                try await auth.activate(signInID(test), in: $0)
            },
            Case(name: "delete the own account", expected: [(.accountDeleted, .user)]) {
                try await auth.deleteAccount(signIn("own@example.com").token, password: good, in: $0)
            },
            Case(name: "delete and restore", expected: [(.accountDeleted, .operator), (.accountRestored, .operator)]) {
                let id = try await signInID(test)
                try await auth.delete(id, in: $0)
                try await auth.restore(id, in: $0)
            },
        ]
    }

    private func signInID(_ test: TestEngine) async throws -> UserID {
        try #require(try await test.auth.user(email: "ada@example.com")).id
    }
}
