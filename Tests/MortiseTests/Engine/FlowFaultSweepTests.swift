import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// Fails call 1, 2, 3 … of each flow on accounts until the flow passes untouched: what failed has changed nothing.
@Suite struct FlowFaultSweepTests {
    enum Flow: String, CaseIterable, CustomTestStringConvertible {
        case verify, reset, confirm, undo, unlockByMail
        case requestReset, requestVerification, requestEmailChange
        case changePassword, setPassword, unlock, deactivate, activate, delete, deleteAccount, restore, purge
        case updateProfile, revokeSession, revokeAll
        var testDescription: String { rawValue }
    }

    @Test(arguments: TestBackend.available, Flow.allCases)
    func `a flow is done with all that belongs to it, or not at all`(backend: TestBackend, flow: Flow) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let action = try await prepare(flow, test, signIn)
            let before = try await Snapshot(test, signIn)
            for call in 1...60 {
                // Limits count tries, failed ones too; a mailed token does not live for ever.
                test.clock.advance(by: .seconds(Self.purposes[flow] == nil ? 1300 : 60))
                test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    try await action()
                    #expect(!test.faults.hasStruck, "call \(call) failed and nobody was told")
                    test.faults.stop()
                    #expect(try await Snapshot(test, signIn) != before)
                    #expect(call > 2, "nothing was ever made to fail")
                    return
                } catch let error as AuthError {
                    test.faults.stop()
                    #expect(error.code == .unavailable(retryAfter: 1), "call \(call): \(error)")
                    #expect(try await Snapshot(test, signIn) == before, "call \(call) left something behind")
                }
            }
            Issue.record("60 calls and no end")
        }
    }

    @Test(arguments: TestBackend.available)
    func `a wrong password proves nothing, whatever fails`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.logInPerAccount = Backoff(free: 1000)
        try await backend.withEngine(configuration: configuration) { test in
            let mine = try await test.signIn()
            let actions: [() async throws -> Void] = [
                { _ = try await test.auth.changePassword(mine.token, current: other, new: other, in: .init()) },
                { try await test.auth.deleteAccount(mine.token, password: other, in: .init()) },
                {
                    try await test.auth.requestEmailChange(
                        mine.token, password: other, to: "new@example.com", in: .init())
                },
            ]
            for action in actions {
                var isDone = false
                for call in 1...40 where !isDone {
                    test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                    do {
                        try await action()
                        Issue.record("a wrong password was taken")
                    } catch let error as AuthError {
                        isDone = error.code == .invalidCredentials && !test.faults.hasStruck
                        #expect(isDone || error.code == .unavailable(retryAfter: 1), "\(error)")
                    }
                    test.faults.stop()
                }
                #expect(isDone)
                #expect(try await test.alive([mine]) == [true])
            }
            #expect(try await test.auth.mailBacklog().count == 0)
        }
    }

    private static let purposes: [Flow: TokenPurpose] = [
        .verify: .verifyEmail, .reset: .resetPassword, .confirm: .changeEmail, .undo: .undoEmailChange,
        .unlockByMail: .unlock,
    ]

    private func prepare(
        _ flow: Flow, _ test: TestEngine, _ signIn: SignIn
    ) async throws -> () async throws -> Void {
        let auth = test.auth
        let (id, email) = (signIn.user.id, signIn.user.email.address)
        if let purpose = Self.purposes[flow] {
            let token = try await test.mailed(purpose, to: signIn)
            return { try await auth.use(token, for: purpose) }
        }
        switch flow {
        case .verify, .reset, .confirm, .undo, .unlockByMail: return {}
        case .requestReset: return { try await auth.requestPasswordReset(email: email, in: .init()) }
        case .requestVerification: return { try await auth.resendVerification(email: email, in: .init()) }
        case .requestEmailChange:
            return {
                try await auth.requestEmailChange(signIn.token, password: good, to: "new@example.com", in: .init())
            }
        case .changePassword:
            return { _ = try await auth.changePassword(signIn.token, current: good, new: other, in: .init()) }
        case .setPassword: return { try await auth.setPassword(of: id, to: other, in: .init()) }
        case .unlock: return { try await auth.unlock(id, in: .init()) }
        case .deactivate: return { try await auth.deactivate(id, in: .init()) }
        case .activate:
            try await auth.deactivate(id, in: .init())
            return { try await auth.activate(id, in: .init()) }
        case .delete: return { try await auth.delete(id, in: .init()) }
        case .deleteAccount:
            return { try await auth.deleteAccount(signIn.token, password: good, in: .init()) }
        case .restore:
            try await auth.delete(id, in: .init())
            return { try await auth.restore(id, in: .init()) }
        case .purge:
            try await auth.delete(id, in: .init())
            return { try await auth.purge(id, in: .init()) }
        case .updateProfile:
            return { _ = try await auth.updateProfile(of: id, displayName: "Ada", expecting: 1, in: .init()) }
        case .revokeSession:
            return { try await auth.revokeSession(signIn.session.id, by: signIn.token, in: .init()) }
        case .revokeAll: return { try await auth.revokeAllSessions(of: id, in: .init()) }
        }
    }

    /// All that a flow may change about an account.
    private struct Snapshot: Equatable {
        let user: User?
        let events: [AuditEvent]
        let mails: [OutboxMail]
        let sessions: [Session]

        init(_ test: TestEngine, _ signIn: SignIn) async throws {
            user = try await test.auth.user(signIn.user.id)
            events = try await test.auth.auditEvents(of: signIn.user.id)
            mails = try await test.auth.mails(of: signIn.user.id)
            sessions = user == nil ? [] : try await test.auth.sessions(of: signIn.user.id)
        }
    }
}
