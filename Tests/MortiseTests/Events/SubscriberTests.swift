import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// What becomes of events between their commit and the app's subscribers.
@Suite struct SubscriberTests {
    @Test(arguments: TestBackend.available)
    func `an event is stored with what it tells of or not at all, and delivered with all its facts`(
        backend: TestBackend
    ) async throws {
        let heard = HeardEvents(), received = HeardEvents()
        var configuration = AuthConfiguration.quickToLock
        configuration.hooks = [heard.hook]
        configuration.subscribers = [
            EventSubscriber("all", to: Set(AccountEvent.Kind.allCases)) { received.add($0) }
        ]
        try await backend.withEngine(configuration: configuration) { test in
            let context = RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "test", requestID: "r1")
            for call in 1...60 {
                // Limits count tries, failed ones too.
                test.clock.advance(by: .seconds(3600))
                test.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    _ = try await test.auth.register(
                        email: "ada@example.com", password: good, attributes: ["a": [1, "x"]], in: context)
                    test.faults.stop()
                    break
                } catch {
                    test.faults.stop()
                    #expect(try await test.auth.eventBacklog().count == 0, "call \(call)")
                    heard.clear()
                }
            }
            #expect(received.kinds.isEmpty)
            let mine = try await test.auth.logIn(email: "ada@example.com", password: good, in: context)
            _ = try await test.auth.updateProfile(of: mine.user.id, displayName: "Ada", expecting: 1, in: context)
            try await test.auth.use(try await test.mailed(.undoEmailChange, to: mine), for: .undoEmailChange)
            try await test.auth.revokeAllSessions(of: mine.user.id, in: context)
            let expected = heard.take()
            #expect(expected.count == 6)
            #expect(try await test.auth.deliverEvents() == DeliveryRound(sent: 6))
            #expect(received.take() == expected, "the same events, in their order")
            #expect(try await test.auth.deliverEvents() == DeliveryRound())
            #expect(
                try await test.auth.eventDeliveries(of: mine.user.id).map(\.state)
                    == Array(repeating: .delivered, count: 6))
            #expect(try await facts(test) == 0, "the facts of what was delivered are dropped")
        }
    }

    @Test(arguments: TestBackend.available)
    func `a failing subscriber gets its event again, holds up no other, and is given up in the end`(
        backend: TestBackend
    ) async throws {
        struct Down: Error {}
        let isDown = Locked(true), good1 = HeardEvents(), late = HeardEvents()
        var configuration = AuthConfiguration.withoutVerification
        configuration.eventDelivery.maximumAttempts = 3
        configuration.eventDelivery.jitter = .fixed(0.5)
        configuration.subscribers = [
            EventSubscriber("good", to: [.registered, .loggedIn]) { good1.add($0) },
            EventSubscriber("late", to: [.registered, .loggedIn]) {
                if isDown.withLock({ $0 }) { throw Down() }
                late.add($0)
            },
        ]
        try await backend.withEngine(configuration: configuration) { test in
            let mine = try await test.unverified()
            #expect(try await test.auth.deliverEvents() == DeliveryRound(sent: 2, postponed: 1))
            #expect(good1.take().map(\.kind) == [.registered, .loggedIn])
            let first = try #require(try await test.auth.eventDeliveries(.pending).last)
            #expect(first.attempts == 1 && first.lastError == "Down" && first.subscriber == "late")
            #expect(first.nextAttemptAt == test.clock.now + .milliseconds(7_500))
            #expect(try await test.auth.deliverEvents() == DeliveryRound(), "the later one waits for the first")
            for isLast in [false, true] {
                test.clock.advance(by: .seconds(3600))
                let round = try await test.auth.deliverEvents()
                #expect(round == (isLast ? DeliveryRound(postponed: 1, buried: 1) : DeliveryRound(postponed: 1)))
            }
            let dead = try #require(try await test.auth.eventDeliveries(.dead).first)
            #expect(dead.id == first.id && dead.attempts == 3)
            isDown.withLock { $0 = false }
            try await test.auth.retryEventDelivery(dead.id)
            test.clock.advance(by: .seconds(3600))
            #expect(try await test.auth.deliverEvents() == DeliveryRound(sent: 2))
            #expect(late.take().map(\.kind) == [.registered, .loggedIn])
            await expect(.notFound) { try await test.auth.retryEventDelivery(dead.id) }
            #expect(try await test.auth.eventDeliveries(of: mine.user.id).count == 4)
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `two nodes deliver each event once, and what a dead node has claimed goes to another one`(
        backend: TestBackend
    ) async throws {
        let received = HeardEvents()
        var configuration = AuthConfiguration.withoutVerification
        configuration.subscribers = [EventSubscriber("one", to: [.registered]) { received.add($0) }]
        try await backend.withEngine(configuration: configuration) { test in
            let node = try await test.anotherNode(configuration: configuration)
            for index in 0..<20 {
                _ = try await test.auth.register(email: "u\(index)@example.com", password: good, in: .init())
            }
            async let here = test.auth.deliverEvents()
            async let there = node.deliverEvents()
            let sent = try await here.sent + there.sent
            #expect(sent == 20)
            let events = received.take()
            #expect(events.count == 20 && Set(events.map(\.id)).count == 20)

            _ = try await test.auth.register(email: "last@example.com", password: good, in: .init())
            let lease = test.clock.now + .seconds(300)
            let claimed = try await test.database.all(EventStatements.claim("one", test.clock.now, lease, 10))
            #expect(claimed.count == 1)
            #expect(try await node.deliverEvents() == DeliveryRound())
            test.clock.advance(by: .seconds(300))
            #expect(try await node.deliverEvents() == DeliveryRound(sent: 1))
            #expect(received.take().count == 1)
            await node.close()
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `an event that was committed by an engine that ended is delivered by the next one that runs`(
        backend: TestBackend
    ) async throws {
        let received = HeardEvents(), arrival = WakeUp()
        var configuration = AuthConfiguration.withoutVerification
        configuration.subscribers = [
            EventSubscriber("one", to: [.registered]) {
                received.add($0)
                arrival.signal()
            }
        ]
        try await backend.withEngine(configuration: configuration) { test in
            let first = try await test.anotherNode(configuration: configuration)
            let user = try await first.register(email: "ada@example.com", password: good, in: .init())
            await first.close()
            let node = try await test.anotherNode(configuration: configuration)
            let upkeep = Task { await node.run() }
            while received.kinds.isEmpty { await arrival.wait(for: .seconds(1)) }
            #expect(received.take().map(\.userID) == [user.id])
            // A flow wakes the loop.
            _ = try await node.register(email: "bob@example.com", password: good, in: .init())
            var bob: [AccountEvent] = []
            while bob.isEmpty {
                await arrival.wait(for: .seconds(1))
                bob = received.take()
            }
            #expect(bob.count == 1)
            upkeep.cancel()
            await upkeep.value
            await node.close()
        }
    }

    @Test(arguments: TestBackend.available)
    func `a purge takes the facts along, and is told; the janitor removes what is over`(backend: TestBackend)
        async throws
    {
        let received = HeardEvents()
        var configuration = AuthConfiguration.withoutVerification
        configuration.subscribers = [
            EventSubscriber("one", to: [.registered, .purged]) { received.add($0) }
        ]
        try await backend.withEngine(configuration: configuration) { test in
            let user = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            try await test.auth.delete(user.id, in: .init())
            try await test.auth.purge(user.id, in: .init())
            #expect(try await test.auth.deliverEvents() == DeliveryRound(sent: 1))
            let events = received.take()
            #expect(events.map(\.fact) == [.purged] && events.map(\.userID) == [user.id])
            test.clock.advance(by: .seconds(30 * 86_400))
            #expect(try await test.auth.cleanUp().removed["event_outbox"] == 0)
            _ = try await test.auth.register(email: "bob@example.com", password: good, in: .init())
            test.clock.advance(by: .microseconds(1))
            #expect(try await test.auth.cleanUp().removed["event_outbox"] == 1)
            #expect(try await test.auth.eventBacklog().count == 1, "what waits stays")
        }
    }

    @Test(arguments: TestBackend.available)
    func `nothing is stored of what nobody wants`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.withoutVerification
        configuration.subscribers = [EventSubscriber("one", to: [.purged]) { _ in }]
        try await backend.withEngine(configuration: configuration) { test in
            test.calls.clear()
            _ = try await test.unverified()
            #expect(!test.calls.calls.contains(.statement("events.insert")))
            #expect(!test.calls.calls.contains(.statement("savepoint.open")))
        }
    }

    @Test(arguments: TestBackend.available)
    func `A5: an event that was changed by hand is found`(backend: TestBackend) async throws {
        let damages: [(String, [Assignment])] = [
            ("its facts are missing", [events.payloadSealed.set(to: nil)]),
            ("does not open", [events.id.set(to: EventDeliveryID(at: Instant(seconds: 1_767_225_600)))]),
            ("its facts are still there", [events.state.set(to: .delivered)]),
            ("those of another event", [events.kind.set(to: .purged)]),
        ]
        var configuration = AuthConfiguration.forTesting
        configuration.subscribers = [EventSubscriber("one", to: [.registered]) { _ in }]
        for (problem, damage) in damages {
            do {
                try await backend.withEngine(configuration: configuration) { test in
                    _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
                    try await test.database.execute(
                        Statement(
                            once: "test.damage",
                            Update(events, set: damage, where: events.createdAt <= constant(test.clock.now))))
                }
                Issue.record("the check at the end found nothing: \(problem)")
            } catch let error as InconsistentData {
                #expect(error.report.findings.map(\.table) == ["event_outbox"])
                #expect(error.report.findings.allSatisfy { $0.problem.contains(problem) }, "\(error)")
            }
        }
    }

    private func facts(_ test: TestEngine) async throws -> Int {
        try await test.database.all(
            Statement(
                once: "test.facts",
                Select(Projection(events.id), from: events).where(events.payloadSealed.isNotNull))
        ).count
    }
}
