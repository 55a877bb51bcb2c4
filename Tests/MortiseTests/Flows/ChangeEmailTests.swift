import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct ChangeEmailTests {
    @Test(arguments: TestBackend.available)
    func `a confirmed change moves the account, ends all sessions and tells the former address`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            try await test.auth.requestEmailChange(
                mine.token, password: good, to: "Ada@New.example", in: .init(requestID: "request"))
            let token = try await test.mailedToken(to: "Ada@New.example")
            #expect(try await test.auth.user(mine.user.id) == mine.user)
            #expect(try await test.alive([mine]) == [true])
            let changed = try await test.auth.confirmEmailChange(token: token, in: .init(requestID: "confirm"))
            #expect(changed.email.address == "Ada@New.example" && changed.isVerified)
            #expect(try await test.alive([mine]) == [false])
            #expect(try await test.auth.user(email: "ada@example.com") == nil)
            #expect(try await test.auth.user(email: "ada@new.example")?.id == mine.user.id)
            _ = try await test.auth.logIn(email: "ada@new.example", password: good, in: .init())
            _ = try await test.mailedToken(to: "ada@example.com")
            let notice = try #require(test.mail.sent(to: "ada@example.com").last)
            #expect(notice.content.text.contains("Ada@New.example"), "the notice says where the account went")
            for (request, action) in [("request", AuditEvent.Action.emailChangeRequest), ("confirm", .emailChanged)] {
                let events = try await test.auth.auditEvents(ofRequest: request)
                #expect(events.map(\.action) == [action])
                #expect(events.map(\.userID) == [mine.user.id])
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `T13: a token confirms exactly the address that it was mailed to`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let eve = try await test.signIn("eve@example.com")
            try await test.auth.requestEmailChange(eve.token, password: good, to: "own@example.com", in: .init())
            let own = try await test.mailedToken(to: "own@example.com")
            try await test.auth.requestEmailChange(eve.token, password: good, to: "victim@example.com", in: .init())
            await expect(.tokenInvalid) { try await test.auth.confirmEmailChange(token: own, in: .init()) }
            #expect(try await test.auth.user(eve.user.id)?.email.address == "eve@example.com")
            try await test.auth.requestEmailChange(eve.token, password: good, to: "own@example.com", in: .init())
            let again = try await test.mailedToken(to: "own@example.com")
            let changed = try await test.auth.confirmEmailChange(token: again, in: .init())
            #expect(changed.email.address == "own@example.com")
        }
    }

    @Test(arguments: TestBackend.available)
    func `a taken address gets a notice and no link, and the caller sees no difference`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let bob = try await test.signIn("bob@example.com")
            let mine = try await test.signIn()
            var traces: Set<[DatabaseCall]> = []
            for (index, email) in ["free@example.com", "bob@example.com", "ada@example.com"].enumerated() {
                test.calls.clear()
                try await test.auth.requestEmailChange(
                    mine.token, password: good, to: email, in: .init(requestID: "r\(index)"))
                traces.insert(test.calls.calls)
            }
            #expect(traces.count == 1, "the statements tell taken addresses from free ones")
            try await test.auth.deliverMail()
            #expect(test.mail.tokens(to: "bob@example.com").isEmpty)
            #expect(try await test.auth.mails(of: bob.user.id).map(\.kind) == [.accountExists])
            #expect(test.mail.sent(to: "ada@example.com").isEmpty)
            var outcomes: [String?] = []
            for index in 0..<3 {
                let event = try await test.auth.auditEvents(ofRequest: "r\(index)").first
                outcomes.append(event?.details["outcome"]?.stringValue)
            }
            #expect(outcomes == ["sent", "taken", "taken"])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an address that was taken meanwhile is refused, and the change can be made when it is free again`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            try await test.auth.requestEmailChange(mine.token, password: good, to: "new@example.com", in: .init())
            let token = try await test.mailedToken(to: "new@example.com")
            let rival = try await test.auth.register(email: "new@example.com", password: other, in: .init())
            await expect(.tokenInvalid) { try await test.auth.confirmEmailChange(token: token, in: .init()) }
            #expect(try await test.auth.user(mine.user.id)?.email.address == "ada@example.com")
            #expect(try await test.alive([mine]) == [true])
            try await test.auth.delete(rival.id, in: .init())
            try await test.auth.confirmEmailChange(token: token, in: .init())
        }
    }

    @Test(arguments: TestBackend.available)
    func `undoing gives the address back, takes the password and forces a reset`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let undo = try await changed(test, from: mine, to: "new@example.com")
            let thief = try await test.auth.logIn(email: "new@example.com", password: good, in: .init())
            try await test.auth.requestPasswordReset(email: "new@example.com", in: .init())
            let thiefs = try await test.mailedToken(to: "new@example.com")
            try await test.auth.undoEmailChange(token: undo, in: .init(requestID: "undo"))
            let user = try #require(try await test.auth.user(mine.user.id))
            #expect(user.email.address == "ada@example.com" && user.isVerified && !user.hasPassword)
            #expect(try await test.alive([thief]) == [false])
            await expect(.tokenInvalid) {
                try await test.auth.resetPassword(token: thiefs, password: other, in: .init())
            }
            await expect(.invalidCredentials) {
                _ = try await test.auth.logIn(email: "ada@example.com", password: good, in: .init())
            }
            let reset = try await test.mailedToken(to: "ada@example.com")
            try await test.auth.resetPassword(token: reset, password: other, in: .init())
            _ = try await test.auth.logIn(email: "ada@example.com", password: other, in: .init())
            let events = try await test.auth.auditEvents(ofRequest: "undo")
            #expect(events.map(\.action) == [.emailChangeUndone])
        }
    }

    @Test(arguments: TestBackend.available)
    func `whoever changes the password, the name and the address again cannot kill the undo link`(
        backend: TestBackend
    ) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let undo = try await changed(test, from: mine, to: "evil@example.com")
            let thief = try await test.auth.logIn(email: "evil@example.com", password: good, in: .init())
            let still = try await test.auth.changePassword(thief.token, current: good, new: other, in: .init())
            test.clock.advance(by: .seconds(3600))
            let second = try await changed(test, from: still, to: "worse@example.com", password: other)
            try await test.auth.undoEmailChange(token: undo, in: .init())
            #expect(try await test.auth.user(mine.user.id)?.email.address == "ada@example.com")
            // The second link leads to an address of the thief's.
            await expect(.tokenInvalid) { try await test.auth.undoEmailChange(token: second, in: .init()) }
            #expect(try await test.auth.user(mine.user.id)?.email.address == "ada@example.com")
        }
    }

    @Test(arguments: TestBackend.available)
    func `after the second of two changes was undone the first can be undone too`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let first = try await changed(test, from: mine, to: "b@example.com")
            test.clock.advance(by: .seconds(1))
            let again = try await test.auth.logIn(email: "b@example.com", password: good, in: .init())
            let second = try await changed(test, from: again, to: "c@example.com")
            try await test.auth.undoEmailChange(token: second, in: .init())
            #expect(try await test.auth.user(mine.user.id)?.email.address == "b@example.com")
            try await test.auth.undoEmailChange(token: first, in: .init())
            #expect(try await test.auth.user(mine.user.id)?.email.address == "ada@example.com")
        }
    }

    @Test(arguments: TestBackend.available)
    func `a former address that was registered since is not taken back`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            let undo = try await changed(test, from: mine, to: "new@example.com")
            _ = try await test.auth.register(email: "ada@example.com", password: other, in: .init())
            await expect(.tokenInvalid) { try await test.auth.undoEmailChange(token: undo, in: .init()) }
            let user = try #require(try await test.auth.user(mine.user.id))
            #expect(user.email.address == "new@example.com" && user.hasPassword)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a wrong password is refused and counted, and a bad address is named`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let mine = try await test.signIn()
            await expect(.validationFailed(["email": [.malformed]])) {
                try await test.auth.requestEmailChange(mine.token, password: good, to: "x", in: .init())
            }
            for _ in 0..<5 {
                await expect(.invalidCredentials) {
                    try await test.auth.requestEmailChange(
                        mine.token, password: other, to: "b@example.com", in: .init())
                }
            }
            await expect(.rateLimited(retryAfter: 30)) {
                try await test.auth.requestEmailChange(mine.token, password: good, to: "b@example.com", in: .init())
            }
            #expect(try await test.auth.mailBacklog().count == 0)
        }
    }

    /// Changes the address of an account, and gives the link that takes it back.
    private func changed(
        _ test: TestEngine, from signIn: SignIn, to email: String, password: Password = good
    ) async throws -> String {
        let former = try #require(try await test.auth.user(signIn.user.id)).email.address
        try await test.auth.requestEmailChange(signIn.token, password: password, to: email, in: .init())
        try await test.auth.confirmEmailChange(token: test.mailedToken(to: email), in: .init())
        return try await test.mailedToken(to: former)
    }
}
