import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Nodes of which different keys are active, at the same moment on the same database.
@Suite struct RotationRaceTests {
    @Test(arguments: TestBackend.concurrent)
    func `C1: of parallel registrations of one address under different keys one makes an account`(backend: TestBackend)
        async throws
    {
        try await backend.withFleet { fleet in
            let nodes = [
                try await fleet.separateNode(fleet.first, fleet.second),
                try await fleet.separateNode(fleet.second, fleet.first),
            ]
            for round in 0..<15 {
                let email = "user\(round)@example.com"
                let outcome = await race(8) { index in
                    _ = try await nodes[index % 2].createUser(
                        email: email, password: nil, isVerified: true, in: .init())
                }
                #expect(outcome.winners == 1)
                #expect(outcome.errors.allSatisfy { $0 as? AuthError == AuthError(.emailTaken, "") })
            }
            #expect(try await nodes[0].users().count == 15)
            #expect(try await nodes[0].verify().isConsistent)
            for node in nodes { await node.close() }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `beside a rotation nobody is missed, doubled or overwritten`(backend: TestBackend) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.separateNode(fleet.first, fleet.second)
            var accounts: [User] = []
            for index in 0..<24 { accounts.append(try await old.account("user\(index)@example.com")) }
            let new = try await fleet.separateNode(fleet.second, fleet.first)
            let users = accounts
            let isOver = Locked(false)
            let rounds = Locked(0)
            // Two rotations, there and back again, until all others have had their turns.
            let rotations = Task {
                await race(2) { index in
                    while !isOver.withLock({ $0 }) {
                        try await (index == 0 ? new : old).rotateKeys(batch: 3)
                        rounds.withLock { $0 += 1 }
                    }
                }
            }
            let outcome = await race(8) { index in
                let node = index.isMultiple(of: 2) ? new : old
                for step in 0..<24 {
                    let user = users[(step + 3 * index) % users.count]
                    let email = user.email.address
                    guard try await node.user(email: email)?.id == user.id else { throw Missed() }
                    do {
                        _ = try await node.createUser(email: email, password: nil, isVerified: true, in: .init())
                        throw Missed()
                    } catch let error as AuthError {
                        guard error.code == .emailTaken else { throw error }
                    }
                    _ = try await node.logIn(email: email, password: good, in: .init())
                    try await rename(user.id, on: node)
                }
            }
            isOver.withLock { $0 = true }
            let rotated = await rotations.value
            #expect(outcome.winners == 8, "\(outcome.errors)")
            #expect(rotated.winners == 2 && rounds.withLock { $0 } > 1, "\(rotated.errors)")
            try await new.rotateKeys()
            #expect(try await !new.keyStatus().needsRotation)
            let names = try await new.users().map { $0.displayName?.utf8.count ?? 0 }
            #expect(names.count == 24 && names.reduce(0, +) == 8 * 24, "a change was lost")
            #expect(try await new.verify().isConsistent)
            for node in [old, new] { await node.close() }
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `an address under the other key goes to its change, its return or its registration, never to two`(
        backend: TestBackend
    ) async throws {
        try await backend.withFleet { fleet in
            let old = try await fleet.separateNode(fleet.first, fleet.second)
            let new = try await fleet.separateNode(fleet.second, fleet.first)
            for round in 0..<10 {
                let mine = try await old.account("user\(round)@example.com")
                let signIn = try await old.logIn(email: mine.email.address, password: good, in: .init())
                let wanted = "wanted\(round)@example.com"
                let gone = try await old.account(wanted)
                try await old.delete(gone.id, in: .init())
                try await old.requestEmailChange(signIn.token, password: good, to: wanted, in: .init())
                let token = try await fleet.mailedToken(to: wanted, by: old)
                let outcome = await race(3) { index in
                    switch index {
                    case 0: try await old.confirmEmailChange(token: token, in: .init())
                    case 1: _ = try await new.createUser(email: wanted, password: nil, isVerified: true, in: .init())
                    default: try await (round.isMultiple(of: 2) ? old : new).restore(gone.id, in: .init())
                    }
                }
                #expect(outcome.winners == 1, "\(outcome.errors)")
            }
            #expect(try await new.verify().isConsistent)
            for node in [old, new] { await node.close() }
        }
    }

    /// Adds a letter to the name of an account, whatever others do to it.
    private func rename(_ user: UserID, on node: AuthEngine) async throws {
        while let now = try await node.user(user) {
            do {
                _ = try await node.updateProfile(
                    of: user, displayName: (now.displayName ?? "") + "x", expecting: now.version, in: .init())
                return
            } catch {
                guard error.code == .versionMismatch else { throw error }
            }
        }
    }

    private struct Missed: Error {}
}
