import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct ChangePasswordTests {
    @Test(arguments: TestBackend.available)
    func `the caller gets a new session, all others end, and devices of before are strangers`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let second = try await test.signIn()
            let changed = try await test.auth.changePassword(
                mine.token, current: good, new: other, in: .init(requestID: "change"))
            #expect(try await test.alive([mine, second, changed]) == [false, false, true])
            #expect(changed.user.version == mine.user.version + 1)
            #expect(changed.session.id != mine.session.id)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            #expect(try await test.auth.mails(of: mine.user.id).map(\.kind) == [.passwordChanged])
            #expect(try await test.auth.auditEvents(ofRequest: "change").map(\.action) == [.passwordChanged])

            // Strangers have used the account's tries up: only a known device still has its own.
            for _ in 0..<5 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
                }
            }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: other, device: mine.device, in: .init())
            }
            _ = try await test.auth.logIn(
                email: "ada@example.com", password: other, device: changed.device, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `P7: a wrong current password is counted like a login`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            for _ in 0..<5 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.changePassword(mine.token, current: other, new: other, in: .init())
                }
            }
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.changePassword(mine.token, current: good, new: other, in: .init())
            }
            await expect(.rateLimited(retryAfter: 30)) { _ = try await test.signIn() }
            #expect(try await test.alive([mine]) == [true])
            test.clock.advance(by: .seconds(30))
            _ = try await test.auth.changePassword(mine.token, current: good, new: other, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `a weak password and a dead session change nothing`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            await expect(.weakPassword([.tooShort])) {
                _ = try await test.auth.changePassword(mine.token, current: good, new: "short", in: .init())
            }
            #expect(try await test.alive([mine]) == [true])
            try await test.auth.logOut(mine.token, in: .init())
            await expect(.sessionRequired) {
                _ = try await test.auth.changePassword(mine.token, current: good, new: other, in: .init())
            }
            _ = try await test.signIn()
        }
    }

    @Test(arguments: TestBackend.available)
    func `the device of another account does not have its tries forgotten`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let victim = try await test.signIn("ada@example.com")
            for _ in 0..<5 {
                await expect(.invalidCredentials) {
                    _ = try await test.auth.logIn(
                        email: "ada@example.com", password: other, device: victim.device, in: .init())
                }
            }
            let thief = try await test.signIn("eve@example.com")
            _ = try await test.auth.changePassword(
                thief.token, current: good, new: other, device: victim.device, in: .init())
            await expect(.rateLimited(retryAfter: 30)) {
                _ = try await test.auth.logIn(
                    email: "ada@example.com", password: other, device: victim.device, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `an operator sets a password by the same rules, and all sessions end`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let id = mine.user.id
            await expect(.weakPassword([.common])) {
                try await test.auth.setPassword(of: id, to: "password1", in: .init())
            }
            #expect(try await test.alive([mine]) == [true])
            try await test.auth.setPassword(of: id, to: other, in: .init(requestID: "set"))
            #expect(try await test.alive([mine]) == [false])
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            let events = try await test.auth.auditEvents(ofRequest: "set")
            #expect(events.map(\.action) == [.passwordChanged])
            #expect(events.map(\.actor) == [.operator])
            #expect(try await test.auth.mails(of: id).map(\.kind) == [.passwordChanged])
            try await test.auth.delete(id, in: .init())
            await expect(.notFound) { try await test.auth.setPassword(of: id, to: good, in: .init()) }
        }
    }
}
