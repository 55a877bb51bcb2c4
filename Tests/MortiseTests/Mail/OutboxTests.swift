import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// What becomes of mail between the flow that writes it and the transport.
@Suite struct OutboxTests {
    @Test(arguments: TestBackend.available)
    func `what fails for now is put off, longer each time, and sent in the end`(backend: TestBackend) async throws {
        try await withMail(backend) { test, post in
            let user = try await register(test)
            post.refuse(with: MailError(.deferred, "451 try later"), times: 3)
            for (attempt, wait) in [(1, 10), (2, 20), (3, 40)] as [(Int, Int64)] {
                #expect(try await test.auth.deliverMail() == DeliveryRound(sent: 0, postponed: 1, buried: 0))
                let mail = try #require(try await test.auth.mails(of: user.id).first)
                #expect(mail.state == .pending && mail.attempts == attempt && mail.lastError?.contains("451") == true)
                let delay = (mail.nextAttemptAt - test.clock.now).microseconds
                #expect(delay >= wait * 500_000 && delay <= wait * 1_000_000, "\(delay)")
                test.clock.advance(by: mail.nextAttemptAt - test.clock.now - .microseconds(1))
                #expect(try await test.auth.deliverMail() == DeliveryRound())
                test.clock.advance(by: .microseconds(1))
            }
            #expect(try await test.auth.deliverMail() == DeliveryRound(sent: 1, postponed: 0, buried: 0))
            let mail = try #require(try await test.auth.mails(of: user.id).first)
            #expect(mail.state == .sent && mail.attempts == 4 && mail.lastError == nil)
            #expect(mail.sentAt == test.clock.now)
            #expect(Set(post.tried.map(\.id)).count == 1, "each attempt is the same mail")
        }
    }

    @Test(arguments: TestBackend.available)
    func `what is refused for good, or too often, is given up, and its content dropped`(backend: TestBackend)
        async throws
    {
        try await withMail(backend, attempts: 3) { test, post in
            let first = try await register(test, "ada@example.com")
            post.refuse(with: MailError(.rejected, "550 no such mailbox"), times: 1)
            #expect(try await test.auth.deliverMail() == DeliveryRound(sent: 0, postponed: 0, buried: 1))
            let second = try await register(test, "bob@example.com")
            post.refuse(with: MailError(.unreachable, "no route"), times: 3)
            for isLast in [false, false, true] {
                let expected = DeliveryRound(sent: 0, postponed: isLast ? 0 : 1, buried: isLast ? 1 : 0)
                #expect(try await test.auth.deliverMail() == expected)
                test.clock.advance(by: .seconds(3600))
            }
            for (user, attempts) in [(first, 1), (second, 3)] {
                let mail = try #require(try await test.auth.mails(of: user.id).first)
                #expect(mail.state == .dead && mail.attempts == attempts && mail.lastError != nil)
                await expect(.notFound) { try await test.auth.retryMail(mail.id) }
            }
            #expect(try await test.auth.mails(.dead).count == 2)
            #expect(try await contents(test) == 0)
            #expect(try await test.auth.deliverMail() == DeliveryRound())
        }
    }

    @Test(arguments: TestBackend.available)
    func `the content of a mail is dropped once it was sent`(backend: TestBackend) async throws {
        try await withMail(backend) { test, post in
            _ = try await register(test)
            #expect(try await contents(test) == 1)
            try await test.auth.deliverMail()
            #expect(try await contents(test) == 0)
            #expect(post.tried.count == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a mail whose link is over is not sent any more`(backend: TestBackend) async throws {
        try await withMail(backend) { test, post in
            let user = try await register(test)
            test.clock.advance(by: test.auth.configuration.tokenLifetimes.verification)
            #expect(try await test.auth.deliverMail() == DeliveryRound(sent: 0, postponed: 0, buried: 1))
            #expect(post.tried.isEmpty)
            #expect(try await test.auth.mails(of: user.id).map(\.state) == [.dead])
        }
    }

    @Test(arguments: TestBackend.available)
    func `the mail of a worker that died is taken over when its lease ends, not before`(backend: TestBackend)
        async throws
    {
        try await withMail(backend) { test, post in
            let user = try await register(test)
            let lease = test.clock.now + .seconds(300)
            let claimed = try await test.database.all(OutboxStatements.claim(test.clock.now, lease, 10))
            #expect(claimed.count == 1)
            #expect(try await test.auth.deliverMail() == DeliveryRound())
            test.clock.advance(by: .seconds(300) - .microseconds(1))
            #expect(try await test.auth.deliverMail() == DeliveryRound())
            test.clock.advance(by: .microseconds(1))
            #expect(try await test.auth.deliverMail().sent == 1)
            // The first worker comes back after all: what it thinks of the mail counts no more.
            try await test.database.execute(OutboxStatements.bury(claimed[0].id, lease, "late"))
            try await test.database.execute(OutboxStatements.postpone(claimed[0].id, lease, test.clock.now, "late"))
            #expect(try await test.auth.mails(of: user.id).map(\.state) == [.sent])
            #expect(try await test.auth.deliverMail() == DeliveryRound())
            #expect(post.tried.count == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a mail that ends every worker is given up in the end`(backend: TestBackend) async throws {
        try await withMail(backend, attempts: 3) { test, post in
            let user = try await register(test)
            for _ in 0..<3 {
                let lease = test.clock.now + .seconds(300)
                #expect(try await test.database.all(OutboxStatements.claim(test.clock.now, lease, 10)).count == 1)
                test.clock.advance(by: .seconds(300))
            }
            #expect(try await test.auth.deliverMail().buried == 1)
            #expect(post.tried.isEmpty)
            #expect(try await test.auth.mails(of: user.id).map(\.state) == [.dead])
        }
    }

    @Test(arguments: TestBackend.available)
    func `INV9: a transaction that fails sends nothing`(backend: TestBackend) async throws {
        try await withMail(backend) { test, post in
            let user = try await test.signIn().user
            var calls = 0
            for call in 1...40 {
                test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    try await test.auth.requestPasswordReset(email: "ada@example.com", in: .init())
                    calls = call
                } catch let error as AuthError {
                    #expect(error.code == .unavailable(retryAfter: 1))
                }
                test.faults.stop()
                try await test.auth.deliverMail()
                #expect(post.tried.count == (calls == 0 ? 0 : 1))
                if calls > 0 { break }
                test.clock.advance(by: .seconds(3600))
            }
            #expect(calls > 5)
            #expect(try await test.auth.mails(of: user.id).count == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a mail that waits is tried at once where an operator says so`(backend: TestBackend) async throws {
        try await withMail(backend) { test, post in
            let user = try await register(test)
            post.refuse(with: MailError(.unauthenticated, "535"), times: 1)
            try await test.auth.deliverMail()
            let mail = try #require(try await test.auth.mails(of: user.id).first)
            let backlog = try await test.auth.mailBacklog()
            #expect(backlog.count == 1 && backlog.oldest == mail.createdAt)
            try await test.auth.retryMail(mail.id)
            #expect(try await test.auth.deliverMail().sent == 1)
            #expect(try await test.auth.mailBacklog().count == 0)
        }
    }

    @Test(.timeLimit(.minutes(15)), arguments: TestBackend.available)
    func `a running engine sends without being asked`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.forTesting
        // Nothing but the flow's own signal wakes the sender.
        configuration.mailInterval = .seconds(86_400)
        try await withMail(backend, configuration) { test, post in
            let running = Task { await test.auth.run() }
            for index in 0..<3 {
                let email = "user\(index)@example.com"
                _ = try await register(test, email)
                await post.waitForSent(index + 1)
                #expect(post.tried.last?.to.address.address == email)
            }
            running.cancel()
            await running.value
        }
    }

    @Test(arguments: TestBackend.available)
    func `without a transport mail waits`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let auth = try await AuthEngine.open(
                storage.source, keyring: .ephemeral, configuration: .forTesting, clock: ManualClock())
            _ = try await auth.register(email: "ada@example.com", password: good, in: .init())
            #expect(try await auth.deliverMail() == DeliveryRound())
            #expect(try await auth.mailBacklog().count == 1)
            await auth.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `without a transport a mail is given up when its link ends, and no worker sends it later`(
        backend: TestBackend
    ) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.retention.batch = 2
        try await backend.withStorage { [configuration] storage in
            let clock = ManualClock()
            let keyring = KeyringSource.ephemeral
            let auth = try await AuthEngine.open(
                storage.source, keyring: keyring, configuration: configuration, clock: clock)
            var users: [UserID] = []
            for index in 0..<5 {
                users.append(
                    try await auth.register(email: "user\(index)@example.com", password: good, in: .init()).id)
            }
            clock.advance(by: configuration.tokenLifetimes.verification - .microseconds(1))
            #expect(try await auth.cleanUp().expiredMails == 0)
            // A worker has the first one: its own look at the clock decides.
            let lease = clock.now + .seconds(300)
            #expect(try await auth.database.all(OutboxStatements.claim(clock.now, lease, 1)).count == 1)
            clock.advance(by: .microseconds(1))
            #expect(try await auth.cleanUp().expiredMails == 4)
            #expect(try await auth.mailBacklog().count == 1)
            clock.advance(by: .seconds(300))
            #expect(try await auth.cleanUp().expiredMails == 1)
            for user in users {
                let mail = try #require(try await auth.mails(of: user).first)
                #expect(mail.state == .dead && mail.lastError == "expired")
            }
            #expect(try await contents(auth.database) == 0)
            let post = ScriptedPost()
            let node = try await AuthEngine.open(
                storage.source, keyring: keyring, configuration: configuration.mailing(through: post), clock: clock)
            #expect(try await node.deliverMail() == DeliveryRound() && post.tried.isEmpty)
            await node.close()
            await auth.close()
        }
    }

    private func withMail(
        _ backend: TestBackend, _ configuration: AuthConfiguration = .forTesting, attempts: Int = 12,
        _ body: @Sendable (TestEngine, ScriptedPost) async throws -> Void
    ) async throws {
        let post = ScriptedPost()
        var configuration = configuration.mailing(through: post)
        configuration.mail?.delivery.maximumAttempts = attempts
        try await backend.withEngine(configuration: configuration) { try await body($0, post) }
    }

    private func register(_ test: TestEngine, _ email: String = "ada@example.com") async throws -> User {
        try await test.auth.register(email: email, password: good, in: .init())
    }

    /// The mails that still have a content.
    private func contents(_ test: TestEngine) async throws -> Int { try await contents(test.database) }

    private func contents(_ database: any Database) async throws -> Int {
        try await database.all(
            Statement(
                once: "test.contents",
                Select(Projection(outbox.id), from: outbox).where(outbox.payloadSealed.isNotNull))
        ).count
    }
}

/// A transport that fails as it is told to, and takes everything else.
final class ScriptedPost: MailTransport {
    private struct State {
        var tried: [MailMessage] = []
        var sent = 0
        var refusals: [MailError] = []
    }

    private let state = Locked(State())
    private let arrival = WakeUp()

    /// Every mail that it was given, in order, taken or not.
    var tried: [MailMessage] { state.withLock { $0.tried } }

    func refuse(with error: MailError, times: Int) {
        state.withLock { $0.refusals = Array(repeating: error, count: times) }
    }

    /// Waits until so many mails were taken.
    func waitForSent(_ count: Int) async {
        while state.withLock({ $0.sent }) < count { await arrival.wait(for: .seconds(1)) }
    }

    func send(_ message: MailMessage) async throws(MailError) {
        let refusal = state.withLock { state -> MailError? in
            state.tried.append(message)
            if state.refusals.isEmpty {
                state.sent += 1
                return nil
            }
            return state.refusals.removeFirst()
        }
        if let refusal { throw refusal }
        arrival.signal()
    }
}
