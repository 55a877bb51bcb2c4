import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// What ends access, and how somebody may still hold on to it: everything of before is dead at its next use, on every
/// node.
@Suite struct CutOffTests {
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case passwordChange, reset, operatorPassword, emailChange, undo, deactivation, deletion, revocation
        var testDescription: String { rawValue }
    }

    @Test(arguments: TestBackend.lasting, Change.allCases)
    func `S2 INV7: sessions, mailed tokens and devices of before are dead on all nodes`(
        backend: TestBackend, change: Change
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let node = try await test.anotherNode(configuration: .quickToLock)
            var signIn = try await test.unverified()
            var undo: String?
            var purposes: [TokenPurpose] = [.verifyEmail, .resetPassword, .changeEmail, .unlock]
            if change == .undo {
                undo = try await test.mailed(.undoEmailChange, to: signIn)
                signIn = try await test.auth.logIn(email: "new-ada@example.com", password: good, in: .init())
                purposes.removeFirst()
            }
            var tokens: [TokenPurpose: String] = [:]
            for purpose in purposes { tokens[purpose] = try await test.mailed(purpose, to: signIn) }
            _ = try await node.authenticate(signIn.token)
            for (purpose, token) in tokens { try await node.checkToken(token, for: purpose, in: .init()) }

            try await make(change, test.auth, signIn, tokens, undo)
            for auth in [node, test.auth] {
                await expect(.sessionRequired) { _ = try await auth.authenticate(signIn.token) }
                for (purpose, token) in tokens {
                    await expect(.tokenInvalid) { try await auth.checkToken(token, for: purpose, in: .init()) }
                    await expect(.tokenInvalid) { try await auth.use(token, for: purpose) }
                }
                try await expectStranger(signIn.device, of: signIn.user.id, on: auth)
            }
            await node.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `an undo link outlives other changes, but is of no use while the account is off or gone`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine(configuration: .quickToLock) { test in
            let signIn = try await test.unverified()
            let undo = try await test.mailed(.undoEmailChange, to: signIn)
            let id = signIn.user.id
            try await test.auth.revokeAllSessions(of: id, in: .init())
            try await test.auth.deactivate(id, in: .init())
            await expect(.tokenInvalid) { try await test.auth.undoEmailChange(token: undo, in: .init()) }
            try await test.auth.activate(id, in: .init())
            try await test.auth.delete(id, in: .init())
            await expect(.tokenInvalid) { try await test.auth.undoEmailChange(token: undo, in: .init()) }
            try await test.auth.restore(id, in: .init())
            try await test.auth.undoEmailChange(token: undo, in: .init())
        }
    }

    private func make(
        _ change: Change, _ auth: AuthEngine, _ signIn: SignIn, _ tokens: [TokenPurpose: String], _ undo: String?
    ) async throws {
        let id = signIn.user.id
        switch change {
        case .passwordChange:
            _ = try await auth.changePassword(
                signIn.token, current: good, new: other, device: signIn.device, in: .init())
        case .reset: try await auth.use(#require(tokens[.resetPassword]), for: .resetPassword)
        case .operatorPassword: try await auth.setPassword(of: id, to: other, in: .init())
        case .emailChange: try await auth.use(#require(tokens[.changeEmail]), for: .changeEmail)
        case .undo: try await auth.use(#require(undo), for: .undoEmailChange)
        case .deactivation: try await auth.deactivate(id, in: .init())
        case .deletion: try await auth.delete(id, in: .init())
        case .revocation: try await auth.revokeAllSessions(of: id, in: .init())
        }
    }

    /// Uses up the tries of strangers: a device that is known still would have its own.
    private func expectStranger(_ device: DeviceToken, of user: UserID, on auth: AuthEngine) async throws {
        let email = try #require(try await auth.user(user)).email.address
        for _ in 0..<6 {
            _ = try? await auth.logIn(email: email, password: "not the password", in: .init())
        }
        await expect(.rateLimited(retryAfter: 30)) {
            _ = try await auth.logIn(email: email, password: "not the password", device: device, in: .init())
        }
    }
}
