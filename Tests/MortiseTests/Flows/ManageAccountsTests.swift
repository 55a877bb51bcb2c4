import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct ManageAccountsTests {
    @Test(arguments: TestBackend.available)
    func `a deactivated account is out at once, and in again when activated`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let id = mine.user.id
            #expect(try await test.auth.deactivate(id, in: .init(requestID: "off")).isActive == false)
            #expect(try await test.alive([mine]) == [false])
            #expect(try await test.auth.sessions(of: id).isEmpty)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            #expect(try await test.auth.deactivate(id, in: .init(requestID: "again")).isActive == false)
            #expect(try await test.auth.activate(id, in: .init(requestID: "on")).isActive)
            #expect(try await test.alive([mine]) == [false])
            _ = try await test.signIn()
            let recorded: [(String, [AuditEvent.Action])] = [
                ("off", [.accountDeactivated]), ("again", []), ("on", [.accountActivated]),
            ]
            for (request, actions) in recorded {
                #expect(try await test.auth.auditEvents(ofRequest: request).map(\.action) == actions)
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a deleted account is unknown outside, and restored as it was`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let id = mine.user.id
            try await test.auth.delete(id, in: .init())
            #expect(try await test.alive([mine]) == [false])
            #expect(try await test.auth.user(email: "ada@example.com") == nil)
            #expect(try await test.auth.user(id)?.deletedAt == test.clock.now)
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            await expect(.notFound) { try await test.auth.delete(id, in: .init()) }
            await expect(.notFound) { try await test.auth.deactivate(id, in: .init()) }
            let restored = try await test.auth.restore(id, in: .init())
            #expect(restored.deletedAt == nil && restored.hasPassword)
            #expect(try await test.alive([mine]) == [false])
            _ = try await test.signIn()
            await expect(.notFound) { try await test.auth.restore(id, in: .init()) }
        }
    }

    @Test(arguments: TestBackend.available)
    func `C5: the address of a deleted account may register again, and then it is not restored`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            try await test.auth.delete(mine.user.id, in: .init())
            let second = try await test.auth.register(email: "ada@example.com", password: other, in: .init())
            #expect(second.id != mine.user.id)
            await expect(.conflict) { try await test.auth.restore(mine.user.id, in: .init()) }
            #expect(try await test.auth.user(mine.user.id)?.deletedAt != nil)
            #expect(try await test.auth.user(email: "ada@example.com")?.id == second.id)
            try await test.auth.delete(second.id, in: .init())
            try await test.auth.restore(mine.user.id, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `a user deletes the own account with the password`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            await expect(.invalidCredentials) {
                try await test.auth.deleteAccount(mine.token, password: other, in: .init())
            }
            #expect(try await test.alive([mine]) == [true])
            try await test.auth.deleteAccount(mine.token, password: good, in: .init(requestID: "delete"))
            #expect(try await test.alive([mine]) == [false])
            let event = try await test.auth.auditEvents(ofRequest: "delete").first
            #expect(event?.action == .accountDeleted && event?.actor == .user)
            await expect(.sessionRequired) {
                try await test.auth.deleteAccount(mine.token, password: good, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a purge leaves what happened, and nothing of the person`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "browser/1")
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: context)
            let bob = try await test.auth.register(email: "bob@example.com", password: good, in: context)
            await expect(.notFound) { try await test.auth.purge(user.id, in: .init()) }
            try await test.auth.delete(user.id, in: context)
            try await test.auth.purge(user.id, in: .init())
            #expect(try await test.auth.user(user.id) == nil)
            #expect(try await test.auth.mails(of: user.id).isEmpty)
            let events = try await test.auth.auditEvents(of: user.id)
            #expect(events.map(\.action) == [.accountPurged, .accountDeleted, .registration])
            #expect(events.allSatisfy { $0.clientAddress == nil && $0.userAgent == nil })
            let others = try await test.auth.auditEvents(of: bob.id)
            #expect(others.allSatisfy { $0.clientAddress != nil && $0.userAgent == "browser/1" })
            await expect(.notFound) { try await test.auth.purge(user.id, in: .init()) }
            await expect(.notFound) { try await test.auth.restore(user.id, in: .init()) }
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `C2: a profile is changed by who has read its latest version`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let user = try await test.signIn().user
            let named = try await test.auth.updateProfile(
                of: user.id, displayName: "Ada \u{1F9EE}", expecting: user.version, in: .init(requestID: "named"))
            #expect(named.displayName == "Ada \u{1F9EE}" && named.version == user.version + 1)
            await expect(.versionMismatch) {
                _ = try await test.auth.updateProfile(
                    of: user.id, displayName: "late", expecting: user.version, in: .init(requestID: "late"))
            }
            #expect(try await test.auth.user(user.id) == named)
            let unnamed = try await test.auth.updateProfile(
                of: user.id, displayName: nil, expecting: named.version, in: .init())
            #expect(unnamed.displayName == nil)
            #expect(try await test.auth.auditEvents(ofRequest: "named").map(\.action) == [.profileUpdated])
            #expect(try await test.auth.auditEvents(ofRequest: "late").isEmpty)
            for (name, code) in [
                ("", AuthError.FieldCode.required), (" \u{2003}", .required), ("a\nb", .malformed),
                (String(repeating: "é", count: 129), .tooLong),
            ] + lineBreakersAndTurners.map({ ("a\($0)b", .malformed) }) {
                await expect(.validationFailed(["display_name": [code]])) {
                    _ = try await test.auth.updateProfile(
                        of: user.id, displayName: name, expecting: unnamed.version, in: .init())
                }
            }
            try await test.auth.delete(user.id, in: .init())
            await expect(.notFound) {
                _ = try await test.auth.updateProfile(of: user.id, displayName: "x", expecting: 9, in: .init())
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `S7: a user ends the own sessions, an operator any`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let second = try await test.signIn()
            let third = try await test.signIn()
            let eve = try await test.signIn("eve@example.com")
            await expect(.notFound) {
                try await test.auth.revokeSession(mine.session.id, by: eve.token, in: .init())
            }
            try await test.auth.revokeSession(second.session.id, by: mine.token, in: .init(requestID: "r1"))
            await expect(.notFound) {
                try await test.auth.revokeSession(second.session.id, by: mine.token, in: .init(requestID: "r2"))
            }
            #expect(try await test.alive([mine, second, third, eve]) == [true, false, true, true])
            await expect(.notFound) {
                try await test.auth.revokeSession(third.session.id, of: eve.user.id, in: .init())
            }
            try await test.auth.revokeSession(third.session.id, of: mine.user.id, in: .init(requestID: "r3"))
            #expect(try await test.alive([mine, third]) == [true, false])
            #expect(try await test.auth.auditEvents(ofRequest: "r1").map(\.actor) == [.user])
            #expect(try await test.auth.auditEvents(ofRequest: "r2").isEmpty)
            #expect(try await test.auth.auditEvents(ofRequest: "r3").map(\.actor) == [.operator])
            #expect(try await test.auth.revokeAllSessions(of: mine.user.id, in: .init(requestID: "r4")) == 1)
            #expect(try await test.alive([mine, eve]) == [false, true])
            #expect(try await test.auth.auditEvents(ofRequest: "r4").map(\.action) == [.sessionRevoked])
            await expect(.sessionRequired) {
                try await test.auth.revokeSession(eve.session.id, by: mine.token, in: .init())
            }
            _ = try await test.signIn()
        }
    }
}
