import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct RotationTests {
    @Test(arguments: TestBackend.available)
    func `everything is readable and works before, in the midst of and after a rotation`(backend: TestBackend)
        async throws
    {
        try await backend.withFleet { fleet in
            let before = try await fleet.node(fleet.first)
            let world = try await World(fleet, before)
            let node = try await fleet.node(fleet.second, fleet.first)
            try await world.check(on: node)
            #expect(try await node.keyStatus().needsRotation)
            #expect(try await !node.rotateKeys(stoppingAfter: 3, batch: 3))
            #expect(try await node.keyStatus().needsRotation)
            #expect(try await node.uses(of: 2, for: .addresses) > 0)
            try await world.check(on: node)
            try await world.use("midway", on: node)
            // What a node of the first key writes meanwhile is found and moved too.
            let straggler = try await fleet.node(fleet.first, fleet.second)
            let late = try await straggler.account("late@example.com")
            let rotation = try await node.rotateKeys(batch: 3)
            #expect(rotation.isComplete && rotation.moved > 0 && rotation.unreadable == 0)
            #expect(try await node.user(email: "late@example.com") == late)
            let status = try await node.keyStatus()
            #expect(!status.needsRotation && status.unreadable == 0)
            try await world.check(on: node)
            try await world.use("after", on: node)
            #expect(try await node.rotateKeys().moved == 0, "there was something left")
            // Sessions of the first key live on until they end.
            await expect(.conflict) { try await node.dropKey(1, in: .init()) }
            fleet.clock.advance(by: .seconds(31 * 86_400))
            try await node.dropKey(1, in: .init())
            try await node.dropKey(1, in: .init())
            let last = try await fleet.node(fleet.second)
            try await world.check(on: last)
            let report = try await last.verify()
            #expect(report.isConsistent, "\(report.findings)")
        }
    }

    @Test(arguments: TestBackend.available)
    func `whatever call fails, all stays readable and the next run goes on to the same end`(backend: TestBackend)
        async throws
    {
        try await backend.withFleet { fleet in
            let world = try await World(fleet, try await fleet.node(fleet.first))
            let node = try await fleet.node(fleet.second, fleet.first)
            for call in 1...200 {
                fleet.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    let rotation = try await node.rotateKeys(batch: 2)
                    #expect(rotation.isComplete && !fleet.faults.hasStruck && call > 10)
                    fleet.faults.stop()
                    break
                } catch let error as AuthError {
                    fleet.faults.stop()
                    #expect(error.code == .unavailable(retryAfter: 1), "call \(call): \(error)")
                    let report = try await node.verify()
                    #expect(report.isConsistent, "call \(call): \(report.findings)")
                }
            }
            #expect(try await !node.keyStatus().needsRotation)
            try await world.check(on: node)
        }
    }

    @Test(arguments: TestBackend.available)
    func `progress only grows, and ends with everything looked at`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first)
            for index in 0..<7 { _ = try await old.account("user\(index)@example.com") }
            let node = try await fleet.node(fleet.second, fleet.first)
            var steps: [KeyRotation.Progress] = []
            let rotation = try await node.rotateKeys(batch: 2) { steps.append($0) }
            #expect(rotation.examined == 7 && rotation.moved == 7 && rotation.key == 2)
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.examined <= $1.examined && $0.moved <= $1.moved })
            #expect(steps.allSatisfy { $0.examined <= $0.total } && steps.first?.examined == 2)
            #expect(steps.last?.examined == 7 && steps.last?.moved == 7)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a damaged value stops nothing, is left alone and is counted`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first)
            let damaged = try await old.account("damaged@example.com")
            let sound = try await old.account("sound@example.com")
            let box = [1, 0, 0, 0, 1] + [UInt8](repeating: 7, count: 40)
            try await fleet.database.execute(
                Statement(
                    once: "test.damage",
                    Update(users, set: [users.emailSealed.set(to: box)], where: users.id == constant(damaged.id))))
            let node = try await fleet.node(fleet.second, fleet.first)
            let rotation = try await node.rotateKeys()
            #expect(rotation.isComplete && rotation.moved == 1 && rotation.unreadable == 1)
            #expect(try await node.user(sound.id) == sound)
            let status = try await node.keyStatus()
            #expect(status.unreadable == 1 && status.needsRotation, "the damaged box says that it is of key 1")
            await expect(.conflict) { try await node.dropKey(1, in: .init()) }
        }
    }

    @Test(arguments: TestBackend.available)
    func `strangers learn nothing from a ring of several keys`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first)
            _ = try await old.account("old@example.com")
            let node = try await fleet.node(fleet.second, fleet.first)
            _ = try await node.account("new@example.com")
            var traces: [[DatabaseCall]] = []
            for email in ["old@example.com", "new@example.com", "nobody@example.com"] {
                fleet.calls.clear()
                _ = try? await node.logIn(email: email, password: other, in: .init())
                try await node.requestPasswordReset(email: email, in: .init())
                _ = try? await node.register(email: email, password: other, in: .init())
                traces.append(fleet.calls.calls)
            }
            #expect(Set(traces).count == 1)
            #expect(traces[0].count { $0 == .statement("users.by_email") } == 3)
        }
    }
}
