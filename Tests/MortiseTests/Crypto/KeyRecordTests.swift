import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Which rings open a database, and what a node does that lacks a key.
@Suite struct KeyRecordTests {
    @Test(arguments: TestBackend.available)
    func `a database that needs a key opens with it alone, and without it once it was dropped`(backend: TestBackend)
        async throws
    {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first, fleet.second)
            let user = try await old.account("ada@example.com")
            // The next key is known, but nothing is made with it: a node that does not know it goes on.
            _ = try await fleet.node(fleet.first)
            let node = try await fleet.node(fleet.second, fleet.first)
            await refuses { try await fleet.node(fleet.first) }
            await refuses { try await fleet.node(fleet.second) }
            try await node.rotateKeys()
            await refuses { try await fleet.node(fleet.second) }
            try await node.dropKey(1, in: .init())
            let last = try await fleet.node(fleet.second)
            #expect(try await last.user(user.id) == user)
            // One that still has the dropped key opens without it; as the active one it is refused.
            let careless = try await fleet.node(fleet.second, fleet.first)
            #expect(try await careless.keyStatus().keys.map(\.isDropped) == [true, false])
            await refuses { try await fleet.node(fleet.first, fleet.second) }
            #expect(try await careless.nextKeyNumber() == 3)
            #expect(await old.health().contains { $0.name == "keyring" && !$0.isHealthy })
        }
    }

    @Test(arguments: TestBackend.available)
    func `a number is taken by one key alone, and numbers rise`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let node = try await fleet.node(fleet.second)
            await refuses { try await fleet.node(.random(id: 1), fleet.second) }
            await refuses { try await fleet.node(.random(id: 2)) }
            let third = RootKey.random(id: 3)
            _ = try await fleet.node(third, fleet.second)
            await refuses { try await fleet.node(fleet.second, .random(id: 3)) }
            #expect(try await fleet.database.all(KeyRecords.all()).map(\.0) == [2, 3])
            #expect(try await node.nextKeyNumber() == 4)
        }
    }

    @Test(arguments: TestBackend.available)
    func `a node without the key that others write with gives no address to anybody, and says so`(
        backend: TestBackend
    ) async throws {
        try await backend.withFleet { fleet in
            let stale = try await fleet.node(fleet.first)
            let mine = try await stale.account("ada@example.com")
            let gone = try await stale.account("gone@example.com")
            try await stale.delete(gone.id, in: .init())
            let node = try await fleet.node(fleet.second, fleet.first)
            try await node.rotateKeys()
            #expect(await stale.health().contains { $0.name == "keyring" && !$0.isHealthy })
            for email in ["ada@example.com", "bob@example.com"] {
                await expect(.unavailable(retryAfter: 1)) { _ = try await stale.account(email) }
            }
            await #expect(throws: AuthError.self) { try await stale.restore(gone.id, in: .init()) }
            #expect(try await node.users().filter { $0.deletedAt == nil }.map(\.id) == [mine.id])
        }
    }

    @Test(arguments: TestBackend.available)
    func `an address that is taken under another key is not given back or away`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first, fleet.second)
            let gone = try await old.account("ada@example.com")
            try await old.delete(gone.id, in: .init())
            let mine = try await old.account("bob@example.com")
            let signIn = try await old.logIn(email: "bob@example.com", password: good, in: .init())
            try await old.requestEmailChange(signIn.token, password: good, to: "ada@example.com", in: .init())
            let token = try await fleet.mailedToken(to: "ada@example.com", by: old)
            let node = try await fleet.node(fleet.second, fleet.first)
            let owner = try await node.account("ada@example.com")
            for engine in [old, node] {
                await expect(.conflict) { try await engine.restore(gone.id, in: .init()) }
                await expect(.tokenInvalid) { try await engine.confirmEmailChange(token: token, in: .init()) }
                #expect(try await engine.user(email: "ada@example.com") == owner)
                #expect(try await engine.user(mine.id)?.email.address == "bob@example.com")
            }
            #expect(try await node.verify().isConsistent)
        }
    }

    @Test(arguments: TestBackend.available)
    func `two accounts of one address under different keys are found, and no rotation hides them`(
        backend: TestBackend
    ) async throws {
        try await backend.withFleet { fleet in
            let node = try await fleet.node(fleet.second, fleet.first)
            let ada = try await node.account("ada@example.com")
            let twin = try await node.account("twin@example.com")
            let old = Vault(Keyring(active: fleet.first))
            try await fleet.database.execute(
                Statement(
                    once: "test.twin",
                    Update(
                        users,
                        set: [
                            users.emailDigest.set(to: old.emailDigest(ada.email)),
                            users.emailSealed.set(to: try old.seal("ada@example.com", for: .email(of: twin.id))),
                        ], where: users.id == constant(twin.id))))
            let report = try await node.verify()
            #expect(report.findings.map(\.row) == [twin.id.description], "\(report.findings)")
            await expect(.conflict) { try await node.rotateKeys() }
        }
    }

    @Test(arguments: TestBackend.available)
    func `dropping a stolen key ends the sessions and links that need it, and no others`(backend: TestBackend)
        async throws
    {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first)
            _ = try await old.account("ada@example.com")
            let stale = try await old.logIn(email: "ada@example.com", password: good, in: .init())
            try await old.requestPasswordReset(email: "ada@example.com", in: .init())
            let link = try await fleet.mailedToken(to: "ada@example.com", by: old)
            let node = try await fleet.node(fleet.second, fleet.first)
            let fresh = try await node.logIn(email: "ada@example.com", password: good, in: .init())
            await expect(.conflict) { try await node.dropKey(2, endingSessions: true, in: .init()) }
            await expect(.conflict) { try await node.dropKey(1, endingSessions: true, in: .init()) }
            _ = try await node.authenticate(stale.token)
            try await node.rotateKeys()
            #expect(try await node.uses(of: 1, for: .sessions) == 1)
            #expect(try await node.uses(of: 1, for: .mailedLinks) == 1)
            await expect(.notFound) { try await node.dropKey(7, in: .init()) }
            try await node.dropKey(1, endingSessions: true, in: .init(requestID: "drop"))
            let last = try await fleet.node(fleet.second)
            _ = try await last.authenticate(fresh.token)
            await expect(.sessionRequired) { _ = try await last.authenticate(stale.token) }
            await expect(.tokenInvalid) { try await last.resetPassword(token: link, password: other, in: .init()) }
            let events = try await last.auditEvents(ofRequest: "drop")
            #expect(events.map(\.action) == [.sessionRevoked, .sessionRevoked, .keyDropped])
            #expect(events.first?.details["key"] == 1)
        }
    }

    @Test(arguments: TestBackend.available)
    func `A1: a key that becomes active, a rotation and a drop each leave their entry, about nobody`(
        backend: TestBackend
    ) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.node(fleet.first)
            _ = try await old.account("ada@example.com")
            #expect(try await entries(.keyActivated, on: old).isEmpty, "the first key is part of the database")
            let node = try await fleet.node(fleet.second, fleet.first)
            _ = try await fleet.node(fleet.second, fleet.first)
            let activated = try await entries(.keyActivated, on: old)
            #expect(activated.map(\.details) == [["key": 2]] && activated.first?.actor == .system)
            try await node.rotateKeys(in: .init(requestID: "rotate"))
            let rotated = try await entries(.keysRotated, on: old)
            #expect(rotated.count == 1)
            for (name, value) in [("key", 2), ("moved", 1), ("unreadable", 0), ("complete", true)] as [(String, JSON)] {
                #expect(rotated.first?.details[name] == value, "\(name)")
            }
            #expect(rotated.first?.actor == .operator && rotated.first?.requestID == "rotate")
            // The entry and the drop are one: neither is there without the other.
            for call in 1...20 {
                fleet.faults.strike(call: call, with: .fail(DatabaseError(.connectionLost, "made to fail")))
                do {
                    try await node.dropKey(1, in: .init())
                    fleet.faults.stop()
                    break
                } catch {
                    fleet.faults.stop()
                    #expect(try await node.keyStatus().keys.first?.isDropped == false, "call \(call)")
                    #expect(try await entries(.keyDropped, on: old).isEmpty, "call \(call)")
                }
            }
            try await node.dropKey(1, in: .init())
            let dropped = try await entries(.keyDropped, on: old)
            #expect(dropped.map(\.details) == [["key": 1]] && dropped.first?.actor == .operator)
            #expect((activated + rotated + dropped).allSatisfy { $0.userID == nil })
        }
    }

    private func entries(_ action: AuditEvent.Action, on node: AuthEngine) async throws -> [AuditEvent] {
        try await node.auditEvents(AuditQuery(actions: [action])).events
    }

    /// Expects a ring to be refused.
    private func refuses(
        sourceLocation: SourceLocation = #_sourceLocation, _ open: () async throws -> AuthEngine
    ) async {
        await #expect(throws: AuthError(.keyring, ""), sourceLocation: sourceLocation) { _ = try await open() }
    }
}
