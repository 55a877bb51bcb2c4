import Mortise
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

/// What the app does and refuses within the transactions of flows.
@Suite struct HookTests {
    @Test(arguments: TestBackend.available)
    func `each flow tells its event once, with its facts`(backend: TestBackend) async throws {
        let heard = HeardEvents()
        var configuration = AuthConfiguration.quickToLock
        configuration.hooks = [heard.hook]
        try await backend.withEngine(configuration: configuration) { test in
            let auth = test.auth
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "test", requestID: "r1")
            let ada = try EmailAddress("ada@example.com"), new = try EmailAddress("new-ada@example.com")
            let user = try await auth.register(
                email: ada.address, password: good, attributes: ["username": "ada"], in: context)
            let id = user.id
            heard.expect(
                .registered(email: ada, isVerified: false, attributes: ["username": "ada"]), id, .anonymous, context)
            try await auth.deliverMail()
            var mine = try await auth.logIn(email: ada.address, password: good, in: context)
            heard.expect(.loggedIn(session: mine.session.id), id, .user, context)
            try await auth.use(try await test.mailed(.verifyEmail, to: mine), for: .verifyEmail, in: context)
            heard.expect(.emailVerified(ada), id, .user, context)
            try await auth.logOut(mine.token, in: context)
            heard.expect(.sessionsEnded([mine.session.id]), id, .user, context)
            try await auth.use(try await test.mailed(.resetPassword, to: mine), for: .resetPassword, in: context)
            heard.expect(.passwordReset, id, .user, context)
            try await auth.setPassword(of: id, to: good, in: context)
            heard.expect(.passwordChanged, id, .operator, context)
            mine = try await auth.logIn(email: ada.address, password: good, in: context)
            heard.expect(.loggedIn(session: mine.session.id), id, .user, context)
            mine = try await auth.changePassword(mine.token, current: good, new: other, in: context)
            heard.expect(.passwordChanged, id, .user, context)
            mine = try await auth.changePassword(mine.token, current: other, new: good, in: context)
            heard.expect(.passwordChanged, id, .user, context)
            _ = try await auth.updateProfile(
                of: id, displayName: "Ada", expecting: mine.user.version, in: context)
            heard.expect(.profileUpdated(displayName: "Ada"), id, .user, context)
            try await auth.requestEmailChange(mine.token, password: good, to: new.address, in: context)
            try await auth.confirmEmailChange(token: test.mailedToken(to: new.address), in: context)
            heard.expect(.emailChanged(from: ada, to: new), id, .user, context)
            try await auth.undoEmailChange(token: test.mailedToken(to: ada.address), in: context)
            heard.expect(.emailChangeUndone(to: ada), id, .user, context)
            try await auth.revokeAllSessions(of: id, in: context)
            heard.expect(.sessionsEnded([]), id, .operator, context)
            for isFirst in [true, false] {
                try await auth.deactivate(id, in: context)
                if isFirst { heard.expect(.deactivated, id, .operator, context) } else { heard.expectNone() }
            }
            try await auth.activate(id, in: context)
            heard.expect(.activated, id, .operator, context)
            try await auth.delete(id, in: context)
            heard.expect(.deleted, id, .operator, context)
            try await auth.restore(id, in: context)
            heard.expect(.restored, id, .operator, context)
            try await auth.delete(id, in: context)
            heard.expect(.deleted, id, .operator, context)
            try await auth.purge(id, in: context)
            heard.expect(.purged, id, .operator, context)
            #expect(heard.kinds == Set(AccountEvent.Kind.allCases))

            let bob = try await auth.createUser(
                email: "bob@example.com", password: good, isVerified: false, attributes: ["n": 1], in: context)
            heard.expect(
                .registered(email: bob.email, isVerified: false, attributes: ["n": 1]), bob.id, .operator, context)
            try await auth.deliverMail()
            let his = try await auth.logIn(email: "bob@example.com", password: good, in: context)
            heard.clear()
            try await auth.use(try await test.mailed(.resetPassword, to: his), for: .resetPassword, in: context)
            #expect(heard.take().map(\.fact) == [.passwordReset, .emailVerified(bob.email)])
            try await auth.delete(bob.id, in: context)
        }
    }

    @Test(arguments: TestBackend.available)
    func `the app's row and the account are there together, whatever fails`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.hooks = [.profile]
        try await backend.withProfiles(configuration) { test in
            for call in 1...60 {
                test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    let user = try await test.auth.register(
                        email: "ada@example.com", password: good, attributes: ["username": "ada"], in: .init())
                    #expect(!test.faults.hasStruck)
                    test.faults.stop()
                    #expect(call > 8, "nothing was ever made to fail")
                    let rows = try await test.database.all(Profiles.all())
                    #expect(rows.map(\.user) == [user.id] && rows.map(\.username) == ["ada"])
                    try await test.auth.delete(user.id, in: .init())
                    try await test.auth.purge(user.id, in: .init())
                    #expect(try await test.database.all(Profiles.all()).isEmpty)
                    return
                } catch let error as AuthError {
                    test.faults.stop()
                    #expect(error.code == .unavailable(retryAfter: 1), "call \(call): \(error)")
                    #expect(try await test.auth.users().isEmpty, "call \(call)")
                    #expect(try await test.database.all(Profiles.all()).isEmpty, "call \(call)")
                    #expect(try await test.auth.mailBacklog().count == 0, "call \(call)")
                }
            }
            Issue.record("60 calls and no end")
        }
    }

    @Test(arguments: TestBackend.available)
    func `E3: a registration with hooks is the same for known and unknown addresses, refused or not`(
        backend: TestBackend
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.hooks = [.profile]
        configuration.subscribers = [EventSubscriber("crm", to: [.registered]) { _ in }]
        try await backend.withProfiles(configuration) { test in
            var attempt = 0
            func calls(_ email: String, _ username: String?) async -> ([DatabaseCall], AuthError?) {
                attempt += 1
                test.calls.clear()
                var failure: AuthError?
                do throws(AuthError) {
                    _ = try await test.auth.register(
                        email: email, password: good,
                        attributes: username.map { ["username": .string($0)] } ?? [:], in: .init())
                } catch {
                    failure = error
                }
                return (test.calls.calls, failure)
            }
            let (new, none) = await calls("ada@example.com", "ada")
            #expect(none == nil)
            let (known, taken) = await calls("ada@example.com", "eve")
            #expect(taken?.code == .emailTaken)
            #expect(known == new)
            #expect(new.contains(.statement("profiles.insert")) && new.contains(.statement("events.insert")))
            #expect(try await test.database.all(Profiles.all()).map(\.username) == ["ada"], "the stand-in left a row")
            #expect(try await test.auth.eventBacklog().count == 1)

            let before = try await test.auth.mailBacklog().count
            for (username, code) in [("ada", "taken"), ("x", "malformed"), (nil, "required")] as [(String?, String)] {
                let answers = [await calls("ada@example.com", username), await calls("bob@example.com", username)]
                #expect(answers[0].0 == answers[1].0)
                for error in answers.map(\.1) {
                    #expect(error?.code.label == "validation_failed")
                    #expect(
                        (error?.underlying as? Veto)?.fields.mapValues { $0.map(\.rawValue) } == ["username": [code]])
                }
            }
            #expect(try await test.auth.users().count == 1)
            #expect(try await test.auth.mailBacklog().count == before, "a refused registration mails nobody")
            #expect(try await test.auth.eventBacklog().count == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a veto leaves nothing but its entry in the audit log`(backend: TestBackend) async throws {
        let isRefusing = Locked(false)
        var configuration = AuthConfiguration.quickToLock
        configuration.hooks = [
            TransactionHook(on: Set(AccountEvent.Kind.allCases)) { _, _ in
                if isRefusing.withLock({ $0 }) { throw Veto("suspended") }
            }
        ]
        try await backend.withEngine(configuration: configuration) { test in
            let (auth, mine) = (test.auth, try await test.unverified())
            let id = mine.user.id
            let refused = AuthError.Code.validationFailed(["account": ["suspended"]])
            let reset = try await test.mailed(.resetPassword, to: mine)
            let before = try await auth.user(id)
            let sessions = try await auth.sessions(of: id)
            let actions: [(AccountEvent.Kind, () async throws -> Void)] = [
                (.loggedIn, { _ = try await auth.logIn(email: "ada@example.com", password: good, in: .init()) }),
                (.passwordReset, { try await auth.use(reset, for: .resetPassword) }),
                (.passwordChanged, { try await auth.setPassword(of: id, to: other, in: .init()) }),
                (.sessionsEnded, { try await auth.logOut(mine.token, in: .init()) }),
                (.deactivated, { try await auth.deactivate(id, in: .init()) }),
                (.deleted, { try await auth.delete(id, in: .init()) }),
            ]
            isRefusing.withLock { $0 = true }
            for (kind, action) in actions {
                let mails = try await auth.mails(of: id).count
                await expect(refused) { try await action() }
                let event = try #require(try await auth.auditEvents(of: id).first)
                #expect(event.action == .vetoed && event.details["event"]?.stringValue == kind.rawValue)
                #expect(try await auth.user(id) == before)
                #expect(try await auth.sessions(of: id) == sessions)
                #expect(try await auth.mails(of: id).count == mails)
            }
            isRefusing.withLock { $0 = false }
            // The token was not used up, and a login that was refused three times more locks nobody.
            try await auth.use(reset, for: .resetPassword)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a hook may neither wait for a second connection nor hash, and its defect undoes the flow`(
        backend: TestBackend
    ) async throws {
        struct Defect: Error {}
        let engine = Locked<AuthEngine?>(nil)
        let mode = Locked(0)
        var configuration = AuthConfiguration.forTesting
        configuration.hooks = [
            TransactionHook(on: [.registered]) { event, _ in
                guard let auth = engine.withLock({ $0 }) else { return }
                switch mode.withLock({ $0 }) {
                case 0: _ = try await auth.user(event.userID)
                case 1: _ = try await auth.database.all(Profiles.all())
                case 2:
                    _ = try await auth.createUser(email: "x@example.com", password: good, isVerified: true, in: .init())
                default: throw Defect()
                }
            }
        ]
        try await backend.withProfiles(configuration) { test in
            engine.withLock { $0 = test.auth }
            for next in 0...3 {
                mode.withLock { $0 = next }
                await expect(.internal) {
                    _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
                }
                let users = try await test.auth.users()
                #expect(users.isEmpty)
            }
            engine.withLock { $0 = nil }
        }
    }

    @Test(arguments: TestBackend.available)
    func `a unique row of the app that is there already is no taken address`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.withoutVerification
        let isOn = Locked(false)
        configuration.hooks = [
            TransactionHook(on: [.emailChanged]) { event, transaction in
                guard isOn.withLock({ $0 }) else { return }
                for _ in 0..<2 {
                    try await transaction.execute(
                        Statement(
                            once: "test.profile",
                            Insert(
                                into: profiles,
                                [profiles.userID.set(to: event.userID), profiles.username.set(to: "ada")])))
                }
            }
        ]
        try await backend.withProfiles(configuration) { test in
            let mine = try await test.unverified()
            let token = try await test.mailed(.changeEmail, to: mine)
            isOn.withLock { $0 = true }
            await expect(.internal) { try await test.auth.use(token, for: .changeEmail) }
            isOn.withLock { $0 = false }
            try await test.auth.use(token, for: .changeEmail)
        }
    }
}

/// Events that a hook was told of.
final class HeardEvents: Sendable {
    private let events = Locked<[AccountEvent]>([])
    private let all = Locked<Set<AccountEvent.Kind>>([])

    var kinds: Set<AccountEvent.Kind> { all.withLock { $0 } }

    var hook: TransactionHook {
        TransactionHook(on: Set(AccountEvent.Kind.allCases)) { event, _ in self.add(event) }
    }

    func add(_ event: AccountEvent) {
        events.withLock { $0.append(event) }
        all.withLock { _ = $0.insert(event.kind) }
    }

    func clear() { _ = take() }

    func take() -> [AccountEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    func expectNone(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(take().isEmpty, sourceLocation: sourceLocation)
    }

    func expect(
        _ fact: AccountEvent.Fact, _ user: UserID, _ actor: AuditEvent.Actor, _ context: RequestContext,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let events = take()
        #expect(events.map(\.fact) == [fact], sourceLocation: sourceLocation)
        #expect(events.map(\.userID) == [user], sourceLocation: sourceLocation)
        #expect(events.map(\.actor) == [actor], sourceLocation: sourceLocation)
        #expect(events.map(\.context.requestID) == [context.requestID], sourceLocation: sourceLocation)
    }
}

extension TestBackend {
    /// Runs a test with an engine and the app's own table beside the engine's.
    func withProfiles(
        _ configuration: AuthConfiguration, _ body: @Sendable (TestEngine) async throws -> Void
    ) async throws {
        try await withEngine(configuration: configuration) { test in
            try await AuthEngine.migrator(test.database, additional: [Profiles.migrations], clock: test.clock).up()
            try await body(test)
        }
    }
}
